/** What the view of a case has by its kind. */
import type { AnyOf, CaseView, DetailOf } from './case/view.ts';
import type { ComplaintDetail } from './complaint/kind.ts';
import type { TicketState } from './department-ticket/state.ts';
import type { FollowedItemState } from './followed-item/state.ts';
import type { LeadState } from './lead/state.ts';
import type { ProcedureState } from './procedure/state.ts';
import type { RecordChangeState } from './record-change/state.ts';
import type { SurveyCycleState } from './survey-cycle/state.ts';

/** By the name of the kind, which each view bears. */
export interface Details {
  complaint: ComplaintDetail;
  departmentTicket: DetailOf<TicketState>;
  followedItem: DetailOf<FollowedItemState>;
  lead: DetailOf<LeadState>;
  procedure: DetailOf<ProcedureState>;
  recordChange: DetailOf<RecordChangeState>;
  surveyCycle: DetailOf<SurveyCycleState>;
}

/** What the view of some case may have, if its kind is not known. */
export type AnyDetail = AnyOf<Details[keyof Details]>;

/** The view of a case of this kind. */
export type ViewOf<Name extends keyof Details> = CaseView<Details[Name]>;

/** What the view of a case of this kind has. */
export function detailOf<Name extends keyof Details>({ kind, number, detail }: CaseView, name: Name): Details[Name] {
  if (kind !== name) throw new Error(`${number} is a ${kind}, not a ${name}`);
  return detail as Details[Name];
}
