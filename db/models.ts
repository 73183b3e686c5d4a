/** The collections of design §7. Documents are written whole by code that knows their type; mongoose maps and connects. */
import type { Connection, Model } from 'mongoose';
import type { CalendarSnapshot, ToldByNotice } from '../domain/case.ts';
import type { TimelineEvent } from '../domain/event.ts';
import type { CaseProjection } from '../domain/view.ts';
import type { ArchivedHistoryDocument, ArchiveMarkDocument } from './archived-histories.ts';
import { collection } from './collection.ts';
import type { ContactCodeDocument } from './contact-codes.ts';
import type { CounterDocument } from './counters.ts';
import type {
  CustomerDocument,
  CustomerVersionDocument,
  EnteringDocument,
  OwnFieldsDocument,
  OwnFieldsVersionDocument,
} from './customer-models.ts';
import type { ImportDocument } from './imports.ts';
import { type LeadModels, leadModels } from './lead-models.ts';
import type { MeetingSlotDocument } from './meeting-slots.ts';
import type { ProvenContactDocument } from './receivers.ts';
import type { CodesSentDocument, RegistrationDocument } from './registrations.ts';
import type { RoomDocument } from './rooms.ts';
import type { SchemaDocument } from './schema-number.ts';
import type { Seal } from './seals.ts';
import type { SentReportDocument } from './sent-reports.ts';
import type { SessionDocument } from './sessions.ts';
import { type SurveyModels, surveyModels } from './survey-models.ts';
import type { TrackingLinkDocument } from './tracking-links.ts';

/** The projection of a case; `_id` is organisation/number. */
export interface CaseDocument extends CaseProjection {
  _id: string;
  organisation: string;
  number: string;
  revision: number;
  sequence: number;
  /** When this projection was written. */
  changedAt?: string;
}

/** An event of a timeline; `_id` is organisation/number/sequence. */
export interface CaseEventDocument extends TimelineEvent {
  _id: string;
  organisation: string;
  number: string;
  /** Absent only where the migration to schema 2 found an event that was not as it had been written. */
  seal?: Seal;
}

/** Words as somebody gave them; never changed. The digest covers the nonce, so that short contents cannot be guessed. */
export interface VaultDocument {
  _id: string;
  organisation: string;
  number: string;
  personId: string | null;
  nonce: string;
  digest: string;
  content: Record<string, unknown>;
  /** Keyed tokens by which the words can be found. */
  tokens: string[];
  /** Of a customer's record: keyed tokens by which the same person is recognised. */
  identities?: string[];
  createdAt: string;
}

/** One request under its idempotency key: pending until its outcome is known. */
export interface RequestDocument {
  _id: string;
  organisation: string;
  number: string;
  bodyDigest: string;
  receivedAt: string;
  /** Of an opening: the projection worked out by the API, served until a worker has written the real one. */
  projection?: CaseProjection;
  /** Null while the outcome is not known. */
  response: { status: number; body: unknown } | null;
}

export interface Absence {
  /** Absent where an earlier release entered it: then its beginning names it. */
  id?: string;
  from: string;
  to: string;
  deputy: string;
  /** Commands that the deputy may give in his right; left out: all. */
  scope?: string[];
  enteredBy: string;
  /** The second person, where one was needed before it could give rights. */
  confirmedBy?: string;
  /** Of a proposal: the absence that stands until this one is confirmed in its place. */
  replaces?: string;
}

/** Something that happened to somebody's place on the staff; each has the digest of the one before it. */
export interface StaffFact {
  id: string;
  type: string;
  at: string;
  by: string;
  detail: Record<string, unknown>;
  previous: string;
  digest: string;
}

/** A place that somebody is to have: it gives no rights until a second person has confirmed it. */
export interface ProposedPlace {
  id: string;
  /** A new colleague, another place, or switched on again. */
  why: 'invited' | 'changed' | 'switched-on';
  roles: string[];
  groups: string[];
  departments: string[];
  proposedBy: string;
}

/** How somebody gets into an account: a code is made of the id, and is good once, until this instant. */
export interface EntryDocument {
  id: string;
  until: string;
}

export interface StaffDocument {
  _id: string;
  organisation: string;
  username: string;
  passwordHash: string;
  roles: string[];
  groups: string[];
  departments: string[];
  name: { ar: string; en: string };
  email: string;
  phone: string;
  language: 'ar' | 'en';
  active: boolean;
  absences: Absence[];
  /** Absences that a second person must confirm before they give anybody rights. */
  proposedAbsences?: Absence[];
  /** What has happened to this entry of the directory, oldest first. */
  facts?: StaffFact[];
  /** Goes up with every change that is a fact; absent before the first. */
  revision?: number;
  /** Sessions that began at or before this instant have ended. */
  sessionsFrom?: string;
  proposedPlace?: ProposedPlace | null;
  /** A password can be set by a code that this person alone gets. */
  entry?: EntryDocument | null;
  /** Since when the person works here no more. */
  leftAt?: string | null;
}

/** Who has a role that few may have at a time; `_id` is organisation/role/place. */
export interface RoleSeatDocument {
  _id: string;
  organisation: string;
  staffId: string;
  at: string;
  /** False while the entry of the directory is still to be written. */
  taken: boolean;
}

export interface PolicyDocument {
  _id: string;
  organisation: string;
  version: number;
  hash: string;
  pack: unknown;
}

/** A published calendar of one organisation; `_id` is organisation/name/version. */
export interface CalendarDocument extends CalendarSnapshot {
  _id: string;
  organisation: string;
  publishedAt: string;
  publishedBy: string;
}

/** A command that was refused: an Update that is refused leaves nothing in the history. */
export interface RefusalDocument {
  _id: string;
  organisation: string;
  number: string;
  command: string;
  by: string;
  refusal: string;
  detail: string;
  at: string;
}

/** A look at words or proofs; each entry carries the digest of the one before it by the same process. */
export interface AccessDocument {
  _id: string;
  organisation: string;
  number: string;
  by: string;
  /** The absent person in whose right it was looked at. */
  standingInFor?: string;
  what: string;
  reason: string | null;
  at: string;
  process: string;
  previous: string;
  digest: string;
}

/** Who was chosen to own a case, by whom nobody asked: `_id` is the key of the question. */
export interface TurnDocument {
  _id: string;
  organisation: string;
  caseId: string;
  staffId: string;
  at: string;
}

/** Up to which revision one person has seen one case; `_id` is organisation/staff id/number. */
export interface LastLookDocument {
  _id: string;
  organisation: string;
  staffId: string;
  number: string;
  revision: number;
  at: string;
}

/** A notice that has been delivered; `_id` is its key, recipient and channel. */
export interface NoticeDocument {
  _id: string;
  organisation: string;
  number: string;
  template: string;
  to: string;
  channel: string;
  sentAt: string;
  /** Which instant and amount it told, where it told any; absent too where an earlier release sent it. */
  told?: ToldByNotice;
  /** What the gateway said afterwards, where it says anything. */
  receipt?: { status: 'delivered' | 'failed'; reason: string | null; at: string };
}

/** An upload whose bytes are in GridFS, or partly, and that no case is known to have taken; `_id` is the attachment's. */
export interface UploadDocument {
  _id: string;
  organisation: string;
  number: string;
  startedAt: string;
}

/** What a complaint is compared by, as keyed tokens; `_id` is organisation/number. */
export interface FingerprintDocument {
  _id: string;
  organisation: string;
  number: string;
  category: string;
  /** Of the customer's telephone number and e-mail address. */
  persons: string[];
  words: string[];
  /** When the complaint was opened. */
  at: string;
}

/** The complaints of one customer on one day; `_id` is organisation/token of the person/day. */
export interface CustomerDayDocument {
  _id: string;
  organisation: string;
  numbers: string[];
}

/** One question to one customer: whether the answer of one round helped. `_id` is the SHA-256 of the link's secret. */
export interface FollowUpDocument {
  _id: string;
  organisation: string;
  number: string;
  round: number;
  /** The revision of the case that asks. */
  revision: number;
  expiresAt: string;
  /** Of the links of its complaint; left out: the first. */
  generation?: number;
  /** When it was answered, and the status that this led to; null until then. */
  used: { at: string; status: string; digest?: string } | null;
}

export interface Database extends SurveyModels, LeadModels {
  connection: Connection;
  cases: Model<CaseDocument>;
  caseEvents: Model<CaseEventDocument>;
  vault: Model<VaultDocument>;
  requests: Model<RequestDocument>;
  staff: Model<StaffDocument>;
  sessions: Model<SessionDocument>;
  roleSeats: Model<RoleSeatDocument>;
  policies: Model<PolicyDocument>;
  calendars: Model<CalendarDocument>;
  refusals: Model<RefusalDocument>;
  accesses: Model<AccessDocument>;
  notices: Model<NoticeDocument>;
  sentReports: Model<SentReportDocument>;
  followUps: Model<FollowUpDocument>;
  uploads: Model<UploadDocument>;
  turns: Model<TurnDocument>;
  lastLooks: Model<LastLookDocument>;
  fingerprints: Model<FingerprintDocument>;
  customerDays: Model<CustomerDayDocument>;
  customers: Model<CustomerDocument>;
  customerVersions: Model<CustomerVersionDocument>;
  enterings: Model<EnteringDocument>;
  customerFields: Model<OwnFieldsDocument>;
  customerFieldVersions: Model<OwnFieldsVersionDocument>;
  imports: Model<ImportDocument>;
  registrations: Model<RegistrationDocument>;
  codesSent: Model<CodesSentDocument>;
  contactCodes: Model<ContactCodeDocument>;
  meetingSlots: Model<MeetingSlotDocument>;
  trackingLinks: Model<TrackingLinkDocument>;
  counters: Model<CounterDocument>;
  rooms: Model<RoomDocument>;
  provenContacts: Model<ProvenContactDocument>;
  archivedHistories: Model<ArchivedHistoryDocument>;
  archiveMarks: Model<ArchiveMarkDocument>;
  schemas: Model<SchemaDocument>;
}

/** The models over one connection. */
export function databaseOn(connection: Connection): Database {
  return {
    connection,
    cases: collection<CaseDocument>(connection, 'cases', [
      { organisation: 1, sortKey: 1 },
      { organisation: 1, 'view.status': 1 },
      { organisation: 1, 'view.owner': 1 },
      { organisation: 1, 'view.kind': 1, 'view.openedAt': 1, _id: 1 },
      { organisation: 1, changedAt: 1, _id: 1 },
      { organisation: 1, 'view.detail.follows': 1 },
    ]),
    caseEvents: collection<CaseEventDocument>(connection, 'caseEvents', [{ organisation: 1, type: 1, at: 1 }]),
    vault: collection<VaultDocument>(connection, 'vault', [{ organisation: 1, tokens: 1 }]),
    requests: collection<RequestDocument>(connection, 'requests'),
    staff: collection<StaffDocument>(connection, 'staff', [
      { username: 1 },
      { organisation: 1, roles: 1 },
      { organisation: 1, 'absences.to': 1 },
    ]),
    sessions: collection<SessionDocument>(connection, 'sessions', [{ staffId: 1 }]),
    roleSeats: collection<RoleSeatDocument>(connection, 'roleSeats'),
    policies: collection<PolicyDocument>(connection, 'policies'),
    calendars: collection<CalendarDocument>(connection, 'calendars', [{ organisation: 1, name: 1 }]),
    refusals: collection<RefusalDocument>(connection, 'refusals', [{ organisation: 1, number: 1 }]),
    accesses: collection<AccessDocument>(connection, 'accesses', [{ organisation: 1, number: 1 }]),
    notices: collection<NoticeDocument>(connection, 'notices', [{ organisation: 1, number: 1 }]),
    sentReports: collection<SentReportDocument>(connection, 'sentReports', [{ organisation: 1 }]),
    followUps: collection<FollowUpDocument>(connection, 'followUps'),
    uploads: collection<UploadDocument>(connection, 'uploads', [{ startedAt: 1 }]),
    lastLooks: collection<LastLookDocument>(connection, 'lastLooks'),
    turns: collection<TurnDocument>(connection, 'turns', [{ organisation: 1, staffId: 1 }]),
    fingerprints: collection<FingerprintDocument>(connection, 'fingerprints', [{ organisation: 1, persons: 1 }]),
    customerDays: collection<CustomerDayDocument>(connection, 'customerDays'),
    customers: collection<CustomerDocument>(connection, 'customers', [
      // With `_id` last, a page of what one token finds is read in its order.
      { organisation: 1, tokens: 1, _id: 1 },
      { organisation: 1, identities: 1 },
      { organisation: 1, classes: 1, _id: 1 },
      { organisation: 1, mergedInto: 1 },
      { organisation: 1, changedAt: 1, _id: 1 },
    ]),
    customerVersions: collection<CustomerVersionDocument>(connection, 'customerVersions'),
    enterings: collection<EnteringDocument>(connection, 'enterings'),
    customerFields: collection<OwnFieldsDocument>(connection, 'customerFields'),
    customerFieldVersions: collection<OwnFieldsVersionDocument>(connection, 'customerFieldVersions'),
    imports: collection<ImportDocument>(connection, 'imports'),
    registrations: collection<RegistrationDocument>(connection, 'registrations', [{ confirmedAt: 1, requestedAt: 1 }]),
    codesSent: collection<CodesSentDocument>(connection, 'codesSent'),
    contactCodes: collection<ContactCodeDocument>(connection, 'contactCodes'),
    meetingSlots: collection<MeetingSlotDocument>(connection, 'meetingSlots'),
    trackingLinks: collection<TrackingLinkDocument>(connection, 'trackingLinks'),
    counters: collection<CounterDocument>(connection, 'counters', [{ until: 1 }]),
    rooms: collection<RoomDocument>(connection, 'rooms'),
    provenContacts: collection<ProvenContactDocument>(connection, 'provenContacts'),
    ...surveyModels(connection),
    ...leadModels(connection),
    archivedHistories: collection<ArchivedHistoryDocument>(connection, 'archivedHistories', [{ workflowId: 1 }]),
    archiveMarks: collection<ArchiveMarkDocument>(connection, 'archiveMarks'),
    schemas: collection<SchemaDocument>(connection, 'schemas'),
  };
}

/** Makes the indexes that are missing. */
export async function createIndexes(database: Database): Promise<void> {
  const { connection, ...models } = database;
  await Promise.all(Object.values(models).map((model) => model.createIndexes()));
}
