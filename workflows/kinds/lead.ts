import { lead as kind } from '../../domain/lead/kind.ts';
import type { LeadPolicy } from '../../domain/lead/policy.ts';
import type { LeadDetails } from '../../domain/lead/state.ts';
import type { CaseInput } from '../messages/case.ts';
import { runCase } from '../runner/run-case.ts';

/** The life of one lead: identified, followed, closed by a written pledge, successful or cancelled; looked at every week. */
export async function lead(input: CaseInput<LeadDetails, LeadPolicy>): Promise<void> {
  await runCase(kind, input);
}
