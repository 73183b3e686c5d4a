import { complaint as kind } from '../../domain/complaint/kind.ts';
import type { ComplaintPolicy } from '../../domain/complaint/policy.ts';
import type { ComplaintDetails } from '../../domain/complaint/state.ts';
import type { CaseInput } from '../messages/case.ts';
import { runCase } from '../runner/run-case.ts';

/** The life of one complaint: received, accepted or returned or declined, answered, confirmed, closed. */
export async function complaint(input: CaseInput<ComplaintDetails, ComplaintPolicy>): Promise<void> {
  await runCase(kind, input);
}
