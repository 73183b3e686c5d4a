import type { CaseFields } from '../case/case.ts';
import type { VaultTextRef } from '../case/command.ts';
import type { FollowedItemPolicy } from './policy.ts';

/** What opening a followed item takes. */
export interface FollowedItemDetails {
  /** The case that it comes from, and which part of it. */
  source: { kind: string; number: string; part: string };
  /** Staff id of who is to do it. */
  owner: string;
  /** The agreed local date, and how many days that is from the date of the opening; at least one. */
  dueOn: string;
  days: number;
  /** Staff id of who asked for it. */
  askedBy: string;
  /** What is to be done: the source's own words, under its part. */
  words: VaultTextRef;
}

/** What every followed item has, whatever its status. */
export interface FollowedItemFields extends CaseFields, Pick<FollowedItemDetails, 'source' | 'dueOn' | 'askedBy'> {
  kind: 'followedItem';
  policy: FollowedItemPolicy;
}

/** Who says that it is done, under both names. */
export interface Completion {
  by: string;
  standingInFor: string | null;
  at: string;
  evidence: VaultTextRef;
}

export type FollowedItemState = FollowedItemFields &
  (
    | { status: 'open' }
    | { status: 'completed'; completion: Completion }
    | { status: 'closed'; completion: Completion }
    | { status: 'withdrawn' }
  );

export type FollowedItemStatus = FollowedItemState['status'];
