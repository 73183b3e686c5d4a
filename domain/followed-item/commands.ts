import type { WordsReference } from '../case/command.ts';
import type { FollowedItemStatus } from './state.ts';

/** The body of each command, as it reaches the item. */
export interface FollowedItemCommands {
  /** `words`: the evidence. */
  complete: { words: WordsReference };
  accept: { words: WordsReference | null };
  /** What is still missing, and until when. */
  return: { words: WordsReference; dueOn: string };
  'change-date': { words: WordsReference; dueOn: string };
  withdraw: { words: WordsReference };
  /** Somebody else is to do it from now on, by the same date. */
  assign: { to: string; words: WordsReference | null };
}

export type FollowedItemCommandName = keyof FollowedItemCommands;

/** What may be done next with a followed item. */
export const followedItemCommands: Record<FollowedItemStatus, readonly FollowedItemCommandName[]> = {
  open: ['complete', 'change-date', 'withdraw', 'assign'],
  completed: ['accept', 'return'],
  closed: [],
  withdrawn: [],
};
