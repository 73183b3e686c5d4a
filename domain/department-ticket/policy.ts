import type { PolicySlice } from '../case/policy.ts';

/** The slice of a pack that a department's ticket is pinned to. */
export interface TicketPolicy extends PolicySlice {
  /** How often its result may be sent back to the department. */
  maxReturns: number;
}
