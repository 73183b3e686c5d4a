/**
 * Which field of which document says something about a person. It is complete: a document, or a field of one, that is not
 * listed does not compile. Logs leave out what names somebody by it. Lists and reports say in the same classes what they tell
 * of people. A test looks for people where none may stand.
 */
import type { Model } from 'mongoose';
import type { PersonalClass } from '../domain/personal-class.ts';
import type { Database } from './database.ts';

/** What a field of this name is in every document that has one, unless the document's own list says otherwise. */
const everywhere = {
  ...{ _id: 'open', organisation: 'open', number: 'open', version: 'open', revision: 'open', digest: 'open' },
  ...{ previous: 'open', at: 'open', bodyDigest: 'open', generation: 'open', expiresAt: 'open', tries: 'open' },
  ...{ survey: 'open', programme: 'open', lead: 'open', change: 'open', code: 'open', nonce: 'open', seal: 'open' },
  ...{ by: 'staff', standingInFor: 'staff', staffId: 'staff', changedBy: 'staff', changedAt: 'open' },
} as const satisfies Record<string, PersonalClass>;

type Documents = {
  [Name in Exclude<keyof Database, 'connection' | 'masterKeys'>]: Database[Name] extends Model<infer D> ? D : never;
};
type FieldOf<Document> = Document extends unknown ? Extract<keyof Document, string> : never;
type Everywhere = keyof typeof everywhere;
type Registered = {
  [Name in keyof Documents]: Record<Exclude<FieldOf<Documents[Name]>, Everywhere>, PersonalClass> &
    Partial<Record<Extract<FieldOf<Documents[Name]>, Everywhere>, PersonalClass>>;
};

/** The registry, by collection. What a later release adds to a document stands here before it compiles. */
const registered: Registered = {
  cases: {
    ...{ sequence: 'open', view: 'staff', about: 'staff', group: 'open', department: 'open', follower: 'open' },
    ...{ words: 'open', waitsFor: 'staff', nextDueAt: 'open', sortKey: 'open', breached: 'open', over: 'open' },
    ...{ rootKey: 'open', slim: 'staff' },
  },
  caseEvents: {
    ...{ v: 'open', sequence: 'open', recordedAt: 'open', roles: 'open', onBehalfOf: 'open', commandId: 'open' },
    ...{
      policyVersion: 'open',
      calendarVersion: 'open',
      nonces: 'open',
      withheld: 'open',
      type: 'open',
      data: 'staff',
      signature: 'open',
      rootKey: 'open',
    },
  },
  erasures: { id: 'open', ground: 'open', dueAt: 'open', state: 'open', decided: 'staff', keys: 'open' },
  legalHolds: { held: 'open', acts: 'sealed' },
  retentionActs: { kept: 'open', since: 'open', days: 'open', policyVersion: 'open', destroyed: 'open' },
  dataKeys: { key: 'open', erased: 'open' },
  vault: { personId: 'open', sealed: 'sealed', tokens: 'recognises', identities: 'recognises', createdAt: 'open' },
  requests: { receivedAt: 'open', projection: 'staff', response: 'names', lookedAfter: 'open', inFlight: 'open' },
  staff: {
    ...{ _id: 'staff', username: 'names', passwordHash: 'proves', roles: 'open', groups: 'open', departments: 'open' },
    ...{ name: 'names', email: 'names', phone: 'names', language: 'open', active: 'open', absences: 'staff' },
    ...{ proposedAbsences: 'staff', facts: 'names', sessionsFrom: 'open', proposedPlace: 'staff', entry: 'proves' },
    ...{ leftAt: 'open', endedSessions: 'open', secondFactor: 'proves', offeredFactor: 'proves' },
    ...{ secondFactorReset: 'staff', type: 'open', scopes: 'open', serviceKeys: 'proves', proposedService: 'staff' },
    mustChangePassword: 'open',
  },
  sessions: {
    seenAt: 'open',
    begunAt: 'open',
    fromAddress: 'names',
    userAgent: 'names',
    how: 'open',
    isProven: 'open',
  },
  roleSeats: { taken: 'open' },
  policies: {
    ...{ hash: 'open', pack: 'open', text: 'open', from: 'open', until: 'open', replaces: 'open' },
    ...{ publishedAt: 'open', publishedBy: 'staff', case: 'open' },
  },
  calendars: {
    ...{ publishedAt: 'open', publishedBy: 'staff', calendar: 'open', name: 'open', hash: 'open' },
    case: 'open',
  },
  refusals: { command: 'open', refusal: 'open', detail: 'staff', process: 'open' },
  accesses: { what: 'open', reason: 'says', process: 'open' },
  notices: {
    ...{ template: 'open', to: 'staff', channel: 'open', sentAt: 'open', told: 'open', receipt: 'says' },
    words: 'open',
  },
  outbox: { batch: 'staff', dueAt: 'open', takenBy: 'open', attempts: 'open', failed: 'staff' },
  sentReports: {
    report: 'open',
    from: 'open',
    to: 'open',
    late: 'open',
    madeAt: 'open',
    sentAt: 'open',
    sentTo: 'staff',
    figures: 'staff',
    kept: 'open',
  },
  madeReports: {
    ...{ report: 'open', rule: 'open', from: 'open', to: 'open', countedBefore: 'open', writtenBy: 'open' },
    ...{ policies: 'open', calendar: 'open', figures: 'staff', madeAt: 'open' },
  },
  savedStatistics: { name: 'open', title: 'open', asked: 'open', savedBy: 'staff', savedAt: 'open' },
  // What an entry says is checked when it is proposed: it names nobody, and no request but its source.
  knowledge: {
    ...{ id: 'open', published: 'staff', proposal: 'staff', earlier: 'staff', categories: 'open', words: 'open' },
    sortKey: 'open',
  },
  followUps: { round: 'open', used: 'open' },
  uploads: { startedAt: 'open' },
  turns: { caseId: 'open' },
  lastLooks: {},
  fingerprints: { category: 'open', place: 'open', persons: 'recognises', reached: 'recognises', words: 'recognises' },
  customerDays: { _id: 'recognises', numbers: 'open' },
  customers: {
    ...{ status: 'open', mergedInto: 'open', party: 'open', classes: 'open', language: 'open', interested: 'open' },
    ...{ programmes: 'says', consents: 'open', record: 'open', tokens: 'recognises' },
    ...{ identities: 'recognises', enteredAt: 'open', entering: 'open' },
  },
  customerVersions: { status: 'open', mergedInto: 'open', record: 'open' },
  enterings: { epoch: 'open' },
  customerFields: { fields: 'open' },
  customerFieldVersions: { fields: 'open' },
  bulkRuns: { command: 'open', words: 'open', incident: 'open', startedAt: 'open', bodyDigest: 'open', items: 'staff' },
  incidents: {
    ...{ words: 'open', about: 'staff', declaredBy: 'staff', declaredAt: 'open', answer: 'staff', preparing: 'open' },
  },
  imports: {
    ...{ trial: 'open', startedAt: 'open', fileDigest: 'open', rows: 'open', ignoredColumns: 'open', faults: 'open' },
    ...{ batches: 'open', preparing: 'staff', underWay: 'open', brokenOffAt: 'open' },
  },
  movings: {
    ...{ trial: 'open', startedAt: 'open', fileDigest: 'open', tellsCustomers: 'open', rows: 'open' },
    ...{ ignoredColumns: 'open', faults: 'open', before: 'staff', received: 'open', batches: 'staff' },
    ...{ policyVersion: 'open', decision: 'staff', endedAt: 'open', rowsKeptAt: 'open' },
  },
  registrations: { requestedAt: 'open', codeHash: 'proves', provenAt: 'open', confirmedAt: 'open' },
  codesSent: { _id: 'recognises', sent: 'open' },
  contactCodes: { id: 'open', words: 'open', channel: 'open', codeHash: 'proves' },
  meetingSlots: { takenAt: 'open' },
  trackingLinks: { revokedBy: 'open' },
  counters: { _id: 'recognises', count: 'open', until: 'open' },
  rooms: { places: 'staff' },
  provenContacts: { _id: 'recognises' },
  questionnaires: { id: 'open', content: 'open', frozen: 'open' },
  surveys: {
    cycle: 'open',
    audience: 'open',
    questionnaire: 'open',
    opensAt: 'open',
    closesAt: 'open',
    closings: 'open',
  },
  surveyAnswers: { _id: 'recognises', sealed: 'sealed', via: 'open', late: 'open', closing: 'open', madeUp: 'open' },
  surveyPersons: { _id: 'recognises', sealed: 'sealed', waits: 'open' },
  invitations: { _id: 'proves', key: 'open' },
  surveyInvitees: { _id: 'recognises', outcome: 'open' },
  deviceSlots: { _id: 'recognises', takenBy: 'recognises' },
  paperForms: { batch: 'open', form: 'open', first: 'sealed', second: 'sealed', settled: 'sealed' },
  surveyReports: { counted: 'open', madeUp: 'open', analysis: 'open', written: 'open' },
  programmes: { name: 'open', centre: 'open', startsOn: 'open', endsOn: 'open', fundingNeeded: 'open' },
  contributions: {
    ...{ reference: 'open', customer: 'open', amount: 'open', currency: 'open', paidOn: 'open', importedBy: 'staff' },
    ...{ importedAt: 'open', freedFrom: 'open' },
  },
  donorContacts: { donor: 'open', person: 'staff', since: 'open', request: 'open', earlier: 'staff' },
  leadRounds: { period: 'open', prospects: 'open', receivedAt: 'open', receivedBy: 'staff' },
  interestDiscussions: { on: 'open', with: 'staff', recordedAt: 'open' },
  archivedHistories: {
    ...{ workflowId: 'open', runId: 'open', previousRun: 'open', closedAt: 'open', events: 'open', history: 'staff' },
    archivedAt: 'open',
  },
  archiveMarks: { through: 'open' },
  auditLeaves: { chain: 'open', length: 'open', head: 'open', index: 'open', leaf: 'open' },
  checkpoints: { day: 'open', size: 'open', root: 'open', key: 'open', publicKey: 'open', signature: 'open' },
  replays: {
    ...{ id: 'open', askedAt: 'open', endedAt: 'open', workflowCode: 'open', holds: 'open', failed: 'open' },
    cases: 'staff',
  },
  schemas: { lease: 'open', mark: 'open', signedFrom: 'open', pinnedFrom: 'open', searchKey: 'open' },
};

/** Attachments and staged uploads, whose documents the driver writes: what a file holds may be anything about anybody. */
const files: Record<string, Record<string, PersonalClass>> = {
  'attachments.files': {
    ...{ length: 'open', chunkSize: 'open', uploadDate: 'open', filename: 'open', metadata: 'open' },
  },
  'attachments.chunks': { files_id: 'open', n: 'open', data: 'sealed', sealed: 'open' },
};

const own: Record<string, Record<string, PersonalClass>> = { ...registered, ...files };

/** What a field of a document says of a person; undefined of a field that no document of that collection has. */
export function personalClass(collection: string, field: string): PersonalClass | undefined {
  return own[collection]?.[field] ?? (everywhere as Record<string, PersonalClass>)[field];
}

/** Names of the fields, of whatever document, that are of one of these classes. */
export function fieldsOf(...classes: PersonalClass[]): string[] {
  const names = Object.values(own).flatMap((fields) =>
    Object.entries(fields).flatMap(([field, one]) => (classes.includes(one) ? field : [])),
  );
  return [...new Set(names)].filter((field) => field !== '_id').sort();
}

/** For the logger: what names a person or proves who they are stands in no log, however deep an error carries it. */
export const unlogged: { paths: string[]; censor: string } = {
  paths: fieldsOf('names', 'proves').flatMap((field) => [`*.${field}`, `*.*.${field}`, `*.*.*.${field}`]),
  censor: '(personal)',
};

/** The registry as rows: collection, class and fields, without what is open. A star stands for every collection. */
export function personalFields(): { collection: string; personal: PersonalClass; fields: string[] }[] {
  const rows = Object.entries({ '*': everywhere, ...own }).flatMap(([collection, fields]) =>
    [...new Set(Object.values(fields))].toSorted().map((personal) => ({
      collection,
      personal,
      fields: Object.keys(fields).filter((field) => (fields as Record<string, PersonalClass>)[field] === personal),
    })),
  );
  return rows.filter(({ personal }) => personal !== 'open');
}
