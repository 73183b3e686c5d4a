import type { ApprovalRule } from '../approval/rule.ts';
import type { PolicySlice } from '../case/policy.ts';

/** The slice of a pack that a record change is pinned to. */
export interface RecordChangePolicy extends PolicySlice {
  /** Who approves a change of records, and who a change of which fields there are (F-04). */
  approval: { records: ApprovalRule; fields: ApprovalRule };
  /** Roles of the other steps, to find out whether anybody is there. */
  steps: { review: string[]; enter: string[]; archive: string[] };
  separation: Separation;
  /** Asked after each approval too: is somebody there for the next one? Absent from slices of earlier releases. */
  asksAfterApproval?: true;
}

/** What a pack may forbid besides what is always forbidden; in the manual both are true. */
export interface Separation {
  reviewerMayApprove: boolean;
  preparerMayEnter: boolean;
}
