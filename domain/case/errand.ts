import type { Proposal } from '../procedure/proposal.ts';
import type { SurveyOpening } from '../survey-cycle/questionnaire.ts';
import type { VaultTextRef } from './command.ts';
import type { PolicySlice } from './policy.ts';

/**
 * What a case asks to be done elsewhere: another case opened or told something, or a question put to the staff directory.
 * `errands` of a kind makes them. The runner carries each out in the background under a key of its own, so that it
 * happens once however often it is tried. Errands to one case go in their order.
 */
export type Errand =
  | OpenErrand
  | TellErrand
  | ChooseOwnerErrand
  | LookForErrand
  | EnterErrand
  | AppointErrand
  | MatchFundingErrand
  | ReleaseFundingErrand
  | ListStaffErrand
  | MakeReportErrand
  | PublishErrand
  | TellCalendarErrand
  | SurveyErrand;

/**
 * Opens a case that belongs to this one. Its rules are the pack's for that kind, in the version that this case is pinned to.
 */
export interface OpenErrand {
  do: 'open';
  kind: string;
  number: string;
  /** The department whose rules and calendar the new case follows. */
  department: string;
  details: object;
  /** Its rules, if this case has them with its own: it then counts by this case's calendar, and nobody is asked. */
  rules?: PolicySlice;
  /** What decides which rules it follows, if that is not what decided it for this case. */
  traits?: { category: string; channel: string; customerClass: string };
  /** An inner command that this case gives itself if the other one cannot be opened. */
  unheard?: { command: string; body: object };
}

/** Gives an inner command to another case of the organisation. One that has ended, or never was, is a normal end. */
export interface TellErrand {
  do: 'tell';
  kind: string;
  number: string;
  command: string;
  body: object;
  /** An inner command that this case gives itself if the other one could not be told: it waits for an answer. */
  unheard?: { command: string; body: object };
}

/** Asks who is to own the case; the answer comes back as an inner command of the case itself. */
export interface ChooseOwnerErrand {
  do: 'choose-owner';
  role: string;
  group: string;
  /** Staff ids that are not considered. */
  skip: string[];
  /** The inner command that brings the answer: `{ to: staff id or null }`. */
  command: string;
}

/** Asks whether anybody is there for a step. Only if nobody is, the inner command says so: `{ step }`. */
export interface LookForErrand {
  do: 'look-for';
  step: string;
  /** The people who have one of these, themselves or as a stand-in. */
  roles: string[];
  /** Only those who belong to it; absent if any will do. */
  department?: string;
  /** Staff ids of those who may not take it, under no name. */
  skip: string[];
  command: string;
}

/** Asks who holds one of these roles; the inner command brings their staff ids: `{ step, staff }` (F-11). */
export interface ListStaffErrand {
  do: 'list-staff';
  step: string;
  roles: string[];
  command: string;
}

/** Makes the report of a period that is over, and freezes it; the inner command brings its id and digest: `{ step, report }`. */
export interface MakeReportErrand {
  do: 'make-report';
  report: string;
  /** First local date of the period. */
  from: string;
  step: string;
  command: string;
}

/** Publishes the version that was proposed and approved; the inner command brings what came of it (N-03). */
export interface PublishErrand {
  do: 'publish-version';
  step: string;
  proposal: Proposal;
  /** Who proposed it, with the text of the version. */
  words: VaultTextRef;
  /** Staff id of who gave the last approval, under which it is published. */
  by: string;
  /** When it was approved, UTC. */
  at: string;
  command: string;
}

/** Tells the open cases of the organisation of a version of a calendar that has been published. */
export interface TellCalendarErrand {
  do: 'tell-calendar';
  calendar: string;
  version: number;
}

/** Enters a form into the registry of customers; the inner command brings what came of it. */
export interface EnterErrand {
  do: 'enter';
  form: VaultTextRef;
  by: string;
  standingInFor: string | null;
  /** When it was signed, UTC. */
  at: string;
  command: string;
}

/**
 * Opens a survey for answers, closes it (as of an instant, UTC), or freezes its analysis. An inner command brings what came
 * of it; of an opening only if it could not be done.
 */
type SurveyErrand =
  | { do: 'open-survey'; survey: SurveyOpening; command: string }
  | { do: 'close-survey'; survey: string; at: string }
  | { do: 'freeze-report'; survey: string; command: string };

/**
 * Makes a person the point of contact of donors, unless another one was appointed meanwhile. The inner command brings what
 * came of it (N-08).
 */
export interface AppointErrand {
  do: 'appoint';
  /** The request of this case that was approved. */
  request: string;
  person: string;
  /** Each donor with the version of their point of contact that the request was made from. */
  donors: { donor: string; base: number }[];
  /** When it was approved, UTC. */
  at: string;
  command: string;
}

/** Matches a donor's contributions to this lead; the inner command brings what has been received (N-05, N-22). */
export interface MatchFundingErrand {
  do: 'match-funding';
  programme: string;
  donor: string;
  /** Decimal text: once that much has been received, further contributions are left for other leads. */
  upTo: string;
  /** UTC instant: contributions paid on or after its date count. */
  since: string;
  /** The payment whose date has passed, or null. */
  payment: string | null;
  command: string;
}

/** Gives back the contributions that this lead counts; the inner command brings who may count them instead (N-05). */
export interface ReleaseFundingErrand {
  do: 'release-funding';
  command: string;
}

/** Which case an errand goes to, as its number; the case's own questions go nowhere else. */
export function goesTo(errand: Errand): string {
  return 'number' in errand ? errand.number : '';
}

/** An errand with its key, and the instant of the fact that it comes from. */
export interface PendingErrand {
  key: string;
  at: string;
  errand: Errand;
}
