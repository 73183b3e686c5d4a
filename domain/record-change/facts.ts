import type { ApprovalRule } from '../approval/rule.ts';
import type { WordsReference } from '../case/command.ts';
import type { EntryOutcome, FrozenForm } from './form.ts';
import type { RecordChangeDetails, RecordChangeStep } from './state.ts';

/** A form with the digest that freezes it, and who must approve it. */
export interface Frozen extends FrozenForm {
  version: number;
  digest: string;
  rule: ApprovalRule;
}

/** What can happen to a record change, in the past tense. */
export type RecordChangeFact =
  | { type: 'prepared'; data: RecordChangeDetails & { digest: string; policyHash: string; calendarHash: string } }
  | { type: 'reviewed'; data: { digest: string; words: WordsReference | null } }
  | { type: 'approvalGiven'; data: { digest: string; departments?: string[] } }
  | { type: 'approved'; data: { digest: string } }
  | { type: 'rejected'; data: { digest: string; words: WordsReference } }
  | { type: 'amended'; data: Frozen }
  | { type: 'entryStarted'; data: { digest: string } }
  | { type: 'entered'; data: Extract<EntryOutcome, { outcome: 'entered' }> }
  | { type: 'cameBack'; data: Exclude<EntryOutcome, { outcome: 'entered' }> }
  | { type: 'archived'; data: object }
  | { type: 'withdrawn'; data: { words: WordsReference | null } }
  | { type: 'nobodyCanAct'; data: { step: RecordChangeStep } };
