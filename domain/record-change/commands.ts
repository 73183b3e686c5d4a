import type { WordsReference } from '../case/command.ts';
import type { EntryOutcome, FrozenForm } from './form.ts';
import type { RecordChangeStatus, RecordChangeStep } from './state.ts';

/** The body of each command, as it reaches the record change. */
export interface RecordChangeCommands {
  /** `words`: why customers that look alike are not the same one. `digest`: what was looked at, where it was named. */
  review: { digest: string | null; words: WordsReference | null };
  approve: { digest: string };
  reject: { digest: string | null; words: WordsReference };
  amend: FrozenForm;
  enter: object;
  archive: object;
  withdraw: { words: WordsReference | null };
  /** What came of entering, said by the case to itself. */
  'settle-entry': EntryOutcome;
  /** Nobody is there who may take a step, said by the case to itself. */
  'find-nobody': { step: RecordChangeStep };
}

export const innerRecordChangeCommands = [
  'settle-entry',
  'find-nobody',
] as const satisfies readonly (keyof RecordChangeCommands)[];

/** Commands that people give. */
export type RecordChangeCommandName = Exclude<keyof RecordChangeCommands, (typeof innerRecordChangeCommands)[number]>;

/** What may be done next with a record change (N-20). */
export const recordChangeCommands: Record<RecordChangeStatus, readonly RecordChangeCommandName[]> = {
  prepared: ['review', 'reject', 'withdraw'],
  reviewed: ['approve', 'reject', 'withdraw'],
  returned: ['amend', 'withdraw'],
  approved: ['enter', 'withdraw'],
  entering: [],
  entered: ['archive'],
  archived: [],
  withdrawn: [],
};
