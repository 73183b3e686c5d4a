import type { CalendarSnapshot } from '../../domain/case/case.ts';
import type { WordsReference } from '../../domain/case/command.ts';
import type { OpenErrand } from '../../domain/case/errand.ts';
import type { TimelineEvent } from '../../domain/case/event.ts';
import type { PolicySlice } from '../../domain/case/policy.ts';
import type { CaseProjection } from '../../domain/case/view.ts';
import type { ProgrammeFunding } from '../../domain/lead/aspects/pledge.ts';
import type { PresenceQuestion } from '../../domain/record-change/presence.ts';
import type { FrozenReport, SurveyOpening } from '../../domain/survey-cycle/questionnaire.ts';
import type { NoticeBatch, NoticeOutcome } from './notices.ts';

export interface ProjectRequest {
  projection: CaseProjection;
  events: TimelineEvent[];
  calendar: { organisation: string; name: string; version: number };
}

/** A newer calendar if there is one, so that a case started during a publication catches up. */
export interface ProjectReply {
  newer: CalendarSnapshot | null;
}

/** Which rules a case follows that another case opens. */
export interface RulesRequest {
  organisation: string;
  policyVersion: number;
  kind: string;
  department: string;
  category: string;
  /** What else decides the rules of a complaint. */
  traits?: OpenErrand['traits'];
}

/** The slice of the pack, and the calendar that is in force. */
export interface RulesReply {
  policy: PolicySlice;
  calendar: CalendarSnapshot;
}

/** Who is to own a case, asked under a key: the same question gets the same answer. */
export interface OwnerRequest {
  key: string;
  organisation: string;
  number: string;
  role: string;
  group: string;
  /** Staff ids that are not considered. */
  skip: string[];
  /** Who is away is judged at this instant. */
  at: string;
}

/** Null if nobody of that role and group is there. */
export interface OwnerReply {
  staffId: string | null;
}

/** Whether anybody is there who can take a step. */
export interface PresenceRequest extends PresenceQuestion {
  organisation: string;
}

/** An approved form that shall be entered. */
export interface EnterRequest {
  organisation: string;
  /** Number of the record change: what it has entered once it never enters twice. */
  change: string;
  /** The form in the vault, with the digest that was approved. */
  form: WordsReference;
  /** Who enters it, and the absent person in whose right. */
  by: string;
  standingInFor: string | null;
  at: string;
}

/**
 * What became of it: how many customers, and the first twenty by number, since replies stand in the history. If one is
 * stale nothing was written. A change of the organisation's own fields is told under the name `fields`.
 */
export type EnterReply =
  | { outcome: 'entered'; count: number; customers: { customer: string; version: number }[] }
  | { outcome: 'stale'; count: number; customers: { customer: string; base: number; now: number }[] };

/** The survey whose analysis shall be frozen. */
export interface ReportRequest {
  organisation: string;
  survey: string;
}

/** An approved appointment of a point of contact that shall be entered where all leads look (N-08). */
export interface AppointRequest {
  organisation: string;
  /** Number of the lead and its request: what they have entered they never enter twice. */
  lead: string;
  request: string;
  person: string;
  donors: { donor: string; base: number }[];
  at: string;
}

/** `stale`: of one donor at least somebody else has been made the contact meanwhile; how each stands now. */
export interface AppointReply {
  outcome: 'appointed' | 'stale';
  donors: { donor: string; person: string | null; version: number }[];
}

/** What has been received from a donor for a lead. */
export interface FundingRequest {
  organisation: string;
  /** The pack version whose currency the amounts are in. */
  policyVersion: number;
  lead: string;
  programme: string;
  donor: string;
  upTo: string;
  since: string;
  /** Revision of the lead that asks. Absent if an earlier release asks. */
  revision?: number;
}

/** Decimal text, and of how many contributions. */
export interface FundingReply {
  received: string;
  contributions: number;
  /** What the whole programme needs, and has received. Absent if an earlier release answered. */
  programme?: ProgrammeFunding;
}

/** A lead whose pledge is void, and that counts no contribution any more. */
export interface ReleaseRequest {
  organisation: string;
  lead: string;
}

/** How many contributions it has given back, and the leads that may count them instead. */
export interface ReleaseReply {
  contributions: number;
  leads: string[];
}

/** The activities that a case asks for. Each is safe to repeat. */
export interface CaseActivities {
  rulesFor(request: RulesRequest): Promise<RulesReply>;
  chooseOwner(request: OwnerRequest): Promise<OwnerReply>;
  isAnybodyThere(request: PresenceRequest): Promise<boolean>;
  project(request: ProjectRequest): Promise<ProjectReply>;
  deliverNotices(batch: NoticeBatch): Promise<NoticeOutcome[]>;
  enterRecord(request: EnterRequest): Promise<EnterReply>;
  openSurvey(survey: SurveyOpening): Promise<void>;
  /** Answers that come at this instant or later are kept and not counted. Closes nothing that is closed or was never open. */
  closeSurvey(request: { organisation: string; survey: string; at: string }): Promise<void>;
  frozenReport(request: ReportRequest): Promise<FrozenReport>;
  appointContact(request: AppointRequest): Promise<AppointReply>;
  matchFunding(request: FundingRequest): Promise<FundingReply>;
  releaseFunding(request: ReleaseRequest): Promise<ReleaseReply>;
}
