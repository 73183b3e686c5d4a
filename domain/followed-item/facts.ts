import type { WordsReference } from '../case/command.ts';
import type { FollowedItemDetails } from './state.ts';

/** Another date, and how many days that is from the date on which it was agreed. */
interface NewDate {
  dueOn: string;
  days: number;
  words: WordsReference;
}

/** What can happen to a followed item, in the past tense. */
export type FollowedItemFact =
  | { type: 'opened'; data: FollowedItemDetails & { policyHash: string; calendarHash: string } }
  | { type: 'completed'; data: { words: WordsReference } }
  | { type: 'accepted'; data: { words: WordsReference | null } }
  | { type: 'returned'; data: NewDate }
  | { type: 'dateChanged'; data: NewDate }
  | { type: 'assigned'; data: { to: string; from: string | null; words: WordsReference | null } }
  | { type: 'withdrawn'; data: { words: WordsReference } }
  /** The clock of the date that another one takes the place of. */
  | { type: 'clockSuperseded'; data: { clock: string } };
