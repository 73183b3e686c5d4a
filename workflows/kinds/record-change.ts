import { recordChange as kind } from '../../domain/record-change/kind.ts';
import type { RecordChangePolicy } from '../../domain/record-change/policy.ts';
import type { RecordChangeDetails } from '../../domain/record-change/state.ts';
import type { CaseInput } from '../messages/case.ts';
import { runCase } from '../runner/run-case.ts';

/** The life of one form: prepared, reviewed, approved or sent back, entered by the steward's hand, archived. */
export async function recordChange(input: CaseInput<RecordChangeDetails, RecordChangePolicy>): Promise<void> {
  await runCase(kind, input);
}
