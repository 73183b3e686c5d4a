/** The collections of design §7. Documents are written whole by code that knows their type; mongoose maps and connects. */

import type { Connection, Model } from 'mongoose';
import type { ContactCodeDocument } from './access/contact-codes.ts';
import type { FollowUpDocument, TrackingLinkDocument } from './access/customer-keys.ts';
import type { ProvenContactDocument } from './access/receivers.ts';
import type { CodesSentDocument, RegistrationDocument } from './access/registrations.ts';
import type { CheckpointDocument, LeafDocument } from './audit/checkpoints.ts';
import type { ReplayDocument } from './audit/replays.ts';
import type { BulkRunDocument } from './bulk/bulk-runs.ts';
import type { IncidentDocument } from './bulk/incidents.ts';
import type { MovingDocument } from './bulk/movings.ts';
import type { AccessDocument } from './cases/accesses.ts';
import type { ArchivedHistoryDocument, ArchiveMarkDocument } from './cases/archived-histories.ts';
import type { AssignmentDocument } from './cases/assignment-log.ts';
import type { UploadDocument } from './cases/attachments.ts';
import type { CaseDocument, CaseEventDocument } from './cases/cases.ts';
import type { CustomerDayDocument, FingerprintDocument } from './cases/fingerprints.ts';
import type { MeetingSlotDocument } from './cases/meeting-slots.ts';
import type { NoticeDocument, OutboxDocument } from './cases/notices.ts';
import type { ReadMarkerDocument } from './cases/read-markers.ts';
import type { RefusalDocument } from './cases/refusals.ts';
import type { RequestDocument } from './cases/requests.ts';
import type { SealedTextDocument } from './cases/vault.ts';
import { collection } from './collection.ts';
import type { CounterDocument } from './counters.ts';
import type { KnowledgeDocument } from './knowledge/entries.ts';
import { type LeadModels, leadModels } from './leads/lead-models.ts';
import type { CalendarDocument } from './organisation/calendars.ts';
import type { PolicyDocument } from './organisation/policies.ts';
import type { RoleSeatDocument } from './organisation/role-seats.ts';
import type { SentReportDocument } from './organisation/sent-reports.ts';
import type { SessionDocument, StaffDocument } from './organisation/staff.ts';
import type { DataKeyDocument } from './privacy/data-keys.ts';
import type { ErasureDocument, LegalHoldDocument } from './privacy/erasures.ts';
import { type MasterKeys, noMasterKeys } from './privacy/master-keys.ts';
import type { RetentionActDocument } from './privacy/retention-acts.ts';
import type {
  CustomerDocument,
  CustomerVersionDocument,
  EnteringDocument,
  OwnFieldsDocument,
  OwnFieldsVersionDocument,
} from './registry/customer-models.ts';
import type { ImportDocument } from './registry/imports.ts';
import type { MadeReportDocument } from './reports/made-reports.ts';
import type { SavedStatisticsDocument } from './reports/saved-statistics.ts';
import type { RoomDocument } from './rooms.ts';
import type { SchemaDocument } from './schema-number.ts';
import { type SurveyModels, surveyModels } from './surveys/survey-models.ts';

export interface Database extends SurveyModels, LeadModels {
  connection: Connection;
  /** What unwraps the keys of people and cases. */
  masterKeys: MasterKeys;
  dataKeys: Model<DataKeyDocument>;
  erasures: Model<ErasureDocument>;
  legalHolds: Model<LegalHoldDocument>;
  retentionActs: Model<RetentionActDocument>;
  cases: Model<CaseDocument>;
  caseEvents: Model<CaseEventDocument>;
  vault: Model<SealedTextDocument>;
  requests: Model<RequestDocument>;
  staff: Model<StaffDocument>;
  sessions: Model<SessionDocument>;
  roleSeats: Model<RoleSeatDocument>;
  policies: Model<PolicyDocument>;
  calendars: Model<CalendarDocument>;
  refusals: Model<RefusalDocument>;
  accesses: Model<AccessDocument>;
  notices: Model<NoticeDocument>;
  outbox: Model<OutboxDocument>;
  sentReports: Model<SentReportDocument>;
  madeReports: Model<MadeReportDocument>;
  savedStatistics: Model<SavedStatisticsDocument>;
  knowledge: Model<KnowledgeDocument>;
  followUps: Model<FollowUpDocument>;
  uploads: Model<UploadDocument>;
  turns: Model<AssignmentDocument>;
  lastLooks: Model<ReadMarkerDocument>;
  fingerprints: Model<FingerprintDocument>;
  customerDays: Model<CustomerDayDocument>;
  customers: Model<CustomerDocument>;
  customerVersions: Model<CustomerVersionDocument>;
  enterings: Model<EnteringDocument>;
  customerFields: Model<OwnFieldsDocument>;
  customerFieldVersions: Model<OwnFieldsVersionDocument>;
  imports: Model<ImportDocument>;
  bulkRuns: Model<BulkRunDocument>;
  incidents: Model<IncidentDocument>;
  movings: Model<MovingDocument>;
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
  auditLeaves: Model<LeafDocument>;
  checkpoints: Model<CheckpointDocument>;
  replays: Model<ReplayDocument>;
  schemas: Model<SchemaDocument>;
}

/**
 * The models over one connection.
 * @param masterKeys left out by a process that has to do with nobody's words
 */
export function databaseOn(connection: Connection, masterKeys: MasterKeys = noMasterKeys): Database {
  return {
    connection,
    masterKeys,
    dataKeys: collection<DataKeyDocument>(connection, 'dataKeys', [{ 'key.by': 1 }]),
    erasures: collection<ErasureDocument>(connection, 'erasures', [{ organisation: 1, dueAt: 1 }]),
    legalHolds: collection<LegalHoldDocument>(connection, 'legalHolds', [{ organisation: 1 }]),
    retentionActs: collection<RetentionActDocument>(connection, 'retentionActs', [
      { organisation: 1, at: -1, _id: -1 },
    ]),
    cases: collection<CaseDocument>(connection, 'cases', [
      { organisation: 1, sortKey: 1 },
      // With the key of the queue last, what waits for somebody is read in its order.
      { organisation: 1, 'waitsFor.for': 1, sortKey: 1 },
      { organisation: 1, 'view.kind': 1, sortKey: 1 },
      { organisation: 1, 'view.status': 1, 'view.kind': 1, sortKey: 1 },
      { organisation: 1, 'view.owner': 1, 'view.kind': 1, sortKey: 1 },
      { organisation: 1, 'view.kind': 1, 'view.openedAt': 1, _id: 1 },
      { organisation: 1, changedAt: 1, _id: 1 },
      { organisation: 1, 'view.detail.follows': 1 },
    ]),
    caseEvents: collection<CaseEventDocument>(connection, 'caseEvents', [
      // With `_id` last, facts of a type are read in their order.
      { organisation: 1, type: 1, at: 1, _id: 1 },
    ]),
    vault: collection<SealedTextDocument>(connection, 'vault', [{ organisation: 1, tokens: 1 }]),
    requests: collection<RequestDocument>(connection, 'requests', [{ response: 1, receivedAt: 1 }]),
    staff: collection<StaffDocument>(connection, 'staff', [
      { username: 1 },
      { organisation: 1, roles: 1 },
      { organisation: 1, 'absences.to': 1 },
    ]),
    sessions: collection<SessionDocument>(connection, 'sessions', [{ staffId: 1 }]),
    roleSeats: collection<RoleSeatDocument>(connection, 'roleSeats'),
    policies: collection<PolicyDocument>(connection, 'policies', [{ organisation: 1, version: 1 }]),
    calendars: collection<CalendarDocument>(connection, 'calendars', [{ organisation: 1, name: 1 }]),
    refusals: collection<RefusalDocument>(connection, 'refusals', [
      { organisation: 1, number: 1 },
      { organisation: 1, at: 1, _id: 1 },
      { organisation: 1, by: 1, at: 1, _id: 1 },
      { process: 1 },
    ]),
    accesses: collection<AccessDocument>(connection, 'accesses', [
      // By time, by object and by person: each read in the order of the looks.
      { organisation: 1, at: 1, _id: 1 },
      { organisation: 1, number: 1, at: 1, _id: 1 },
      { organisation: 1, by: 1, at: 1, _id: 1 },
      { process: 1 },
    ]),
    notices: collection<NoticeDocument>(connection, 'notices', [
      { organisation: 1, number: 1 },
      { organisation: 1, channel: 1, sentAt: 1 },
    ]),
    outbox: collection<OutboxDocument>(connection, 'outbox', [{ dueAt: 1 }]),
    sentReports: collection<SentReportDocument>(connection, 'sentReports', [{ organisation: 1 }]),
    madeReports: collection<MadeReportDocument>(connection, 'madeReports', [{ organisation: 1, from: -1 }]),
    savedStatistics: collection<SavedStatisticsDocument>(connection, 'savedStatistics', [{ organisation: 1 }]),
    knowledge: collection<KnowledgeDocument>(connection, 'knowledge', [
      { organisation: 1, sortKey: 1 },
      { organisation: 1, words: 1 },
    ]),
    followUps: collection<FollowUpDocument>(connection, 'followUps'),
    uploads: collection<UploadDocument>(connection, 'uploads', [{ startedAt: 1 }]),
    lastLooks: collection<ReadMarkerDocument>(connection, 'lastLooks'),
    turns: collection<AssignmentDocument>(connection, 'turns', [{ organisation: 1, staffId: 1 }]),
    fingerprints: collection<FingerprintDocument>(connection, 'fingerprints', [
      { organisation: 1, persons: 1 },
      { organisation: 1, reached: 1 },
      { organisation: 1, at: 1 },
    ]),
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
    bulkRuns: collection<BulkRunDocument>(connection, 'bulkRuns', [
      { organisation: 1, incident: 1 },
      { 'items.state': 1, startedAt: 1 },
    ]),
    incidents: collection<IncidentDocument>(connection, 'incidents', [{ organisation: 1, declaredAt: -1 }]),
    movings: collection<MovingDocument>(connection, 'movings', [{ organisation: 1, startedAt: -1 }]),
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
    archivedHistories: collection<ArchivedHistoryDocument>(connection, 'archivedHistories', [
      { workflowId: 1 },
      { archivedAt: 1 },
    ]),
    archiveMarks: collection<ArchiveMarkDocument>(connection, 'archiveMarks'),
    auditLeaves: collection<LeafDocument>(connection, 'auditLeaves', [{ chain: 1, index: -1 }]),
    checkpoints: collection<CheckpointDocument>(connection, 'checkpoints'),
    replays: collection<ReplayDocument>(connection, 'replays', [{ organisation: 1, number: 1, askedAt: -1, _id: -1 }]),
    schemas: collection<SchemaDocument>(connection, 'schemas'),
  };
}

/** Makes the indexes that are missing. */
export async function createIndexes(database: Database): Promise<void> {
  await Promise.all(modelsOf(database).map((model) => model.createIndexes()));
}

/** All collections. */
export function modelsOf({ connection: _, masterKeys: __, ...models }: Database): Model<never>[] {
  return Object.values(models) as unknown as Model<never>[];
}
