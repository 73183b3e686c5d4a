import type { PolicySlice } from '../case/policy.ts';

/** The slice of a pack that a followed item is pinned to: its clock `action` gets its time from the agreed date. */
export type FollowedItemPolicy = PolicySlice;

/** The clock that is due at the agreed date, and each that takes its place when another date is agreed: `action-2` and so on. */
export const actionClock = 'action';
