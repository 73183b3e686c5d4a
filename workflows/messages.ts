/** What travels between the API, the activities and a case's workflow: names and shapes, nothing else. */

import type { CalendarSnapshot, Escalation, Notice, OpenCase, ToldByNotice } from '../domain/case.ts';
import type { WordsReference } from '../domain/command.ts';
import type { OpenErrand, PendingErrand } from '../domain/errand.ts';
import type { TimelineEvent } from '../domain/event.ts';
import type { ProgrammeFunding } from '../domain/lead/aspects/pledge.ts';
import type { Channel, PolicySlice } from '../domain/policy.ts';
import type { PresenceQuestion } from '../domain/record-change/presence.ts';
import type { CaseRecord } from '../domain/step.ts';
import type { FrozenReport, SurveyOpening } from '../domain/survey-cycle/questionnaire.ts';
import type { CaseProjection } from '../domain/view.ts';

export const caseTaskQueue = 'inaya-cases';
export const viewQuery = 'view';
export const calendarPublishedSignal = 'calendarPublished';
export const noticeUndeliveredSignal = 'noticeUndelivered';

/** A kind of case and the name of the workflow that runs it are the same word. */
export type CaseKind = 'complaint' | 'departmentTicket' | 'recordChange' | 'surveyCycle' | 'followedItem' | 'lead';

/** The workflow id of a case: its kind, organisation and number. */
export function workflowId(kind: CaseKind, organisation: string, number: string): string {
  return `${kind}:${organisation}:${number}`;
}

/** A batch of notices of one revision, with the key under which it is delivered at most once per recipient and channel. */
export interface NoticeBatch {
  key: string;
  organisation: string;
  number: string;
  kind: string;
  category: string;
  status: string;
  policyVersion: number;
  language: 'ar' | 'en';
  owner: string | null;
  about: string[];
  group: string;
  department: string;
  /** Vault id of the opening words, which name the customer. */
  customerWords: string | null;
  dueLocal: string | null;
  reasonCode: string | null;
  /** Of a complaint that has been merged: where it goes on. Absent where an earlier release made the batch. */
  mergedInto?: string | null;
  /** Of the latest claim or benefit, in a batch that an earlier release made; since then each notice has its own. */
  amount?: string | null;
  /** When the facts happened; the stand-ins in force at that instant are told. */
  at: string;
  /** The round whose answer the customer is asked about, until when, and the revision that asks. Absent in older batches. */
  followUp?: { round: number; until: string; revision: number } | null;
  notices: LocalNotice[];
}

/** A notice with the instant that it tells of in the organisation's local time. */
export type LocalNotice = Notice & {
  dueLocal?: string;
  /** The instants of `tells`, by name. */
  localInstants?: Record<string, string>;
};

/** A batch that waits: for its turn, or for the organisation to open. */
export interface PendingBatch {
  /** Instant before which it must not go, or null. */
  notBefore: string | null;
  batch: NoticeBatch;
}

export interface NoticeOutcome {
  to: string;
  channel: string;
  sent: boolean;
  detail: string;
  escalation?: Escalation | undefined;
  /** Within the activity: another attempt may succeed. */
  retry?: boolean;
}

/** A notice to the customer that a gateway took and could not deliver after all. */
export interface UndeliveredNotice {
  /** The key under which it was delivered. */
  key: string;
  channel: Channel;
  template: string;
  detail: string;
  /** Channels by which it has not gone yet. */
  instead: Channel[];
  /** Absent in a receipt that an earlier release passed on. */
  told?: ToldByNotice;
  /** False if the same notice reached the customer by no other channel, and none is left. */
  isTold?: boolean;
}

export interface ProjectRequest {
  projection: CaseProjection;
  events: TimelineEvent[];
  calendar: { organisation: string; name: string; version: number };
}

/** A newer calendar where there is one, so that a case started during a publication catches up. */
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

/** Null where nobody of that role and group is there. */
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
 * What became of it: how many customers, and the first twenty by number, since replies stand in the history. Where one is
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
  /** Revision of the lead that asks. Absent where an earlier release asks. */
  revision?: number;
}

/** Decimal text, and of how many contributions. */
export interface FundingReply {
  received: string;
  contributions: number;
  /** What the whole programme needs, and has received. Absent where an earlier release answered. */
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

/** A registration whose mobile number is to be proven: its id, and the case number that it will have. */
export interface RegistrationToProve {
  organisation: string;
  registration: string;
  number: string;
  policyVersion: number;
}

/** What proving a mobile number asks for. */
export interface RegistrationActivities {
  sendRegistrationCode(request: RegistrationToProve): Promise<void>;
}

/** A code that proves the contact of a complaint's customer: its id, and the words that say where it goes (S9). */
export interface ContactToProve {
  organisation: string;
  number: string;
  code: string;
  customerWords: string;
  language: 'ar' | 'en';
  policyVersion: number;
}

/** What proving a contact asks for. */
export interface ContactActivities {
  sendContactCode(request: ContactToProve): Promise<void>;
}

/** Customers whom the product asks to answer a survey (N-09): their numbers, and nothing else of them. */
export interface SurveyInvitations {
  organisation: string;
  survey: string;
  customers: string[];
  policyVersion: number;
}

/** What asking customers for their answers takes. */
export interface InvitationActivities {
  /** Those of whom it is settled already are not asked again. */
  sendInvitations(request: SurveyInvitations): Promise<void>;
}

/** Somebody's absence, once it begins. */
export interface AbsenceBeginning {
  organisation: string;
  staffId: string;
  /** UTC. */
  from: string;
}

/** What an absence that begins asks for. */
export interface AbsenceActivities {
  /**
   * Record changes that wait for a step which nobody can take since then, though somebody could before; the UTC instant of
   * the look, and a digest of all who are away then.
   */
  formsLeftAlone(
    absence: AbsenceBeginning,
  ): Promise<{ at: string; cause: string; forms: { number: string; step: string }[] }>;
}

/** An import of customers, whose rows wait in the vault (N-21). */
export interface ImportToPrepare {
  organisation: string;
  number: string;
  batches: number;
}

/** What preparing an import asks for; each is safe to repeat. */
export interface ImportActivities {
  prepareBatch(batch: { organisation: string; number: string; index: number }): Promise<void>;
  /** Removes the rows that wait and gives its place back, whether everything was prepared or not. */
  endImport(request: { organisation: string; number: string }): Promise<void>;
}

/** Something that happened to somebody's place on the staff, of which those concerned are told. */
export interface StaffFactToTell {
  organisation: string;
  staffId: string;
  /** Id of the fact in the directory. */
  fact: string;
  policyVersion: number;
}

export interface StaffActivities {
  tellStaff(fact: StaffFactToTell): Promise<void>;
}

/** Activities of the product's own housekeeping. */
export interface UpkeepActivities {
  sweepOrphans(): Promise<number>;
  startSurveyCycles(): Promise<number>;
  archiveHistories(): Promise<number>;
  sendReports(): Promise<number>;
}

/** What a run hands on to the next one: everything that is not yet done, and every command that has been. */
export interface CarriedCase {
  record: CaseRecord;
  unwritten: TimelineEvent[];
  pending: PendingBatch[];
  /** Absent where an earlier release handed the case on. */
  errands?: PendingErrand[];
  /** Command id → revision that it made. */
  applied: Record<string, number>;
}

export interface CaseInput<Details = unknown, Policy extends PolicySlice = PolicySlice> {
  open: OpenCase<Details, Policy>;
  calendar: CalendarSnapshot;
  /** History events after which the runner continues as new. Tests set a small number. */
  continueAfter: number;
  carried?: CarriedCase;
}
