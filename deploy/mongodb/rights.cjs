// What each process may do in the database: the API and the workers write their own documents, and drop nothing.
// Every collection stands here; a test compares the list with the product's.
const collections = [
  'accesses',
  'archiveMarks',
  'archivedHistories',
  'attachments.chunks',
  'attachments.files',
  'auditLeaves',
  'bulkRuns',
  'calendars',
  'caseEvents',
  'cases',
  'checkpoints',
  'codesSent',
  'contactCodes',
  'contributions',
  'counters',
  'customerDays',
  'customerFieldVersions',
  'customerFields',
  'customerVersions',
  'customers',
  'dataKeys',
  'deviceSlots',
  'donorContacts',
  'enterings',
  'erasures',
  'fingerprints',
  'followUps',
  'imports',
  'incidents',
  'interestDiscussions',
  'invitations',
  'knowledge',
  'lastLooks',
  'leadRounds',
  'legalHolds',
  'madeReports',
  'meetingSlots',
  'movings',
  'notices',
  'outbox',
  'paperForms',
  'policies',
  'programmes',
  'provenContacts',
  'questionnaires',
  'refusals',
  'registrations',
  'replays',
  'requests',
  'retentionActs',
  'roleSeats',
  'rooms',
  'savedStatistics',
  'schemas',
  'sentReports',
  'sessions',
  'staff',
  'surveyAnswers',
  'surveyInvitees',
  'surveyPersons',
  'surveyReports',
  'surveys',
  'trackingLinks',
  'turns',
  'uploads',
  'vault',
];

const write = ['find', 'insert', 'update', 'remove', 'createIndex', 'createCollection', 'listIndexes'];
const add = ['find', 'insert', 'createIndex', 'createCollection', 'listIndexes'];
const read = ['find', 'createIndex', 'createCollection', 'listIndexes'];

// The look at confidential words is written down once: not even the process that writes it changes it afterwards.
// What a replay found is written by the worker that made it: the API notes only that one was asked for.
// The log of chains only grows, and the worker alone writes it.
const api = {
  accesses: add,
  archivedHistories: read,
  archiveMarks: read,
  auditLeaves: read,
  checkpoints: read,
  replays: add,
  retentionActs: read,
};
// What is over is swept by the worker; it adds no look.
// What has gone it writes down, and takes nothing of it back.
const worker = {
  accesses: [...read, 'remove'],
  auditLeaves: add,
  checkpoints: add,
  retentionActs: [...add, 'update'],
};

/** The privileges of a role: on each collection what it may do, and on the database to list them. */
function privileges(db, narrower) {
  return [
    { resource: { db, collection: '' }, actions: ['listCollections'] },
    ...collections.map((collection) => ({
      resource: { db, collection },
      actions: narrower[collection] ?? write,
    })),
  ];
}

module.exports = { collections, api, worker, privileges };
