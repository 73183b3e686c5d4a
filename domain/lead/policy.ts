import type { ApprovalRule } from '../approval/rule.ts';
import type { PolicySlice } from '../case/policy.ts';
import type { Amount } from '../deadline/calendar.ts';
import type { Currency } from '../money.ts';

/** The slice of a pack that a lead is pinned to. */
export interface LeadPolicy extends PolicySlice {
  currency: Currency;
  /** Who appoints a donor's point of contact in the end, and who lets anybody else contact them once (N-08). */
  approval: { appointment: ApprovalRule; permission: ApprovalRule };
  /** How long a request waits for its decisions, and how long a permission holds. */
  contact: { decideWithin: Amount; permissionLasts: Amount };
  relationProblem: RelationProblemRules;
  /** Present if a lead succeeds only with the funding that its whole programme needs, by any leads (N-05). */
  fundedBy?: 'programme';
}

/** The complaint that a pledge opens which is not kept (N-25). */
export interface RelationProblemRules {
  category: string;
  channel: string;
  customerClass: string;
}
