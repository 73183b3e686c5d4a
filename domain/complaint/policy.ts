import type { PolicySlice } from '../case/policy.ts';
import type { Amount } from '../deadline/calendar.ts';
import type { ClaimRules } from './aspects/claim-subject.ts';
import type { IdentificationRules } from './aspects/identifying.ts';
import type { RepresentationRules } from './aspects/representing.ts';

/** The slice of a pack that a complaint is pinned to. What is optional came later than the first release. */
export interface ComplaintPolicy extends PolicySlice {
  /** How long the customer may say whether the answer helped, may have the case reopened, and may take to complete it. */
  windows: {
    followUp: Amount;
    reopen: Amount;
    completion: Amount;
    /** How long the customer may disown what staff recorded in their name; left out: as long as the follow-up. */
    disown?: Amount;
  };
  /** How often one case may be returned for completion. */
  maxReturns: number;
  /** Rounds after which a further one is told to a leader; absent in slices of an earlier release. */
  usualRounds?: number;
  /** How long a colleague has to take a complaint that is handed over; absent in slices of an earlier release. */
  handOverWithin?: Amount;
  /** Who gets a complaint by itself, and at which event; absent if nobody does. */
  assignment?: { on: 'received' | 'accepted'; among: string };
  /** True if it can be joined to an incident. */
  incidents?: true;
  /** How long a merging can be undone; absent if it cannot. */
  mergeUndoneWithin?: Amount;
  /** Codes of the steps that staff tick off (B-07). */
  checklist?: string[];
  /**
   * Whether the customer is contacted on each working day: while the case is open, and until an answered one is closed
   * (N-12). And by which channels; all count if none is named.
   */
  dailyContact?: { whileOpen: boolean; untilClosed: boolean; channels?: string[] };
  /** Roles that have to contact the complainant, besides the delegate (B-06); absent if no document says who. */
  contactBy?: string[];
  /** How callers are identified before they are told something; absent if the policy asks nothing of them. */
  identification?: IdentificationRules;
  /** Of a complaint that came without a name: the roles that it is open to (F-10). */
  anonymousTo?: string[];
  /** True if a customer may be told by letters alone; absent if each needs a telephone or an e-mail. */
  letters?: true;
  /** Who may represent a customer; absent if nobody may. */
  representatives?: RepresentationRules;
  /** How long before an appointment its member of staff is reminded, and how long after it is missed. */
  appointments?: { remindBefore: Amount; grace: Amount };
  /** True of a category that ends with a decision on money: it is not answered before one (C-05). */
  endsWithClaim?: true;
  /** Absent in the slice of a case that was opened before there were claims. */
  claims?: ClaimRules;
  /** Of an internal problem: the roles that it is open to; nobody outside hears of it (N-25). Absent of all others. */
  internalTo?: string[];
}
