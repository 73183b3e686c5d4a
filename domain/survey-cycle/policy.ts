import type { ApprovalRule } from '../approval/rule.ts';
import type { PolicySlice } from '../case/policy.ts';
import type { Amount } from '../deadline/calendar.ts';
import type { FollowedItemPolicy } from '../followed-item/policy.ts';

/** The slice of a pack that a survey cycle is pinned to. */
export interface SurveyCyclePolicy extends PolicySlice {
  /** Who reviews the questionnaire, discusses the report and agrees on the steps: each by a different person. */
  approvals: { review: ApprovalRule; discuss: ApprovalRule; agree: ApprovalRule };
  /** What donors said is acted on before the cycle ends; absent if its pack has no such step. */
  actsOnDonors?: true;
  /** After how long a collection of beneficiaries' answers closes by itself; null if staff close it. */
  collectionClosesAfter: Amount | null;
  /** The rules of what accepted recommendations become; null if the pack follows none. */
  follow: FollowedItemPolicy | null;
}
