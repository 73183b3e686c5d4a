import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { isSpoken } from '../../../domain/complaint/aspects/speaking.ts';
import type { CaseView } from '../../../domain/view.ts';
import { addSampleProgrammes } from '../../../local/sample-programmes.ts';
import { latest } from '../../../packs/load.ts';
import type { Pack } from '../../../packs/schema.ts';
import { complaintBody, driven, opened, saidOnThePhone } from '../../support/complaints.ts';
import { ownPolicies } from '../../support/own-policies.ts';
import { enter, prepared } from '../../support/registry-lab.ts';
import { type RunningApi, startApi } from '../../support/running-api.ts';
import { opened as openedSurvey } from '../../support/surveys.ts';

const organisations = [
  'development-fund',
  'courier',
  'neighbourhood-centres',
  'beneficiary-society',
  'government-services',
  'sandbox',
];

interface Operation {
  operationId: string;
  security: Record<string, unknown>[];
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, { examples?: Record<string, { value: unknown }> }> };
  responses: Record<string, { content?: Record<string, unknown> }>;
}

let api: RunningApi;
let document: { openapi: string; paths: Record<string, Record<string, Operation>> };
beforeAll(async () => {
  api = await startApi({ staffOf: organisations });
  document = (await api.anybody.get('/openapi.json')).as();
  await addSampleProgrammes(api.database, ownPolicies().packs);
});
afterAll(() => api.stop());

function operations() {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );
}

function examplesOf(operationId: string): [name: string, value: unknown][] {
  const operation = operations().find((one) => one.operationId === operationId);
  const content = operation?.requestBody?.content ?? {};
  const { examples = {} } = content['application/json'] ?? content['text/plain'] ?? content['text/csv'] ?? {};
  return Object.entries(examples).map(([name, { value }]) => [name, value]);
}

/** The example for an organisation: under its name where they differ. */
function exampleFor(operationId: string, organisation: string): unknown {
  const examples = examplesOf(operationId);
  return (examples.find(([name]) => name === organisation) ?? examples[0])?.[1];
}

test('the OpenAPI document is a valid 3.1 document', async () => {
  expect(document.openapi).toBe('3.1.0');
  expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true });
});

/** Every schema of that name in the document, wherever it stands. */
function schemasOf(name: string, part: unknown = document): { enum?: number[] }[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, inner]) => [
    ...(key === name && typeof inner === 'object' && inner !== null ? [inner as { enum?: number[] }] : []),
    ...schemasOf(name, inner),
  ]);
}

test('#17: a score in the document is any of 1 to 5', () => {
  const limited = ['expected', 'perceived'].flatMap((name) => schemasOf(name)).filter((schema) => schema.enum);
  expect(limited.length).toBeGreaterThan(4);
  for (const schema of limited) expect(schema.enum).toEqual([1, 2, 3, 4, 5]);
});

test('the operations have the names that clients are made from', () => {
  const named = Object.fromEntries(
    operations().map(({ operationId, method, path }) => [operationId, `${method} ${path}`]),
  );
  const complaints = '/v1/organisations/{organisation}/complaints';
  const changes = '/v1/organisations/{organisation}/record-changes';
  const items = '/v1/organisations/{organisation}/followed-items';
  const cycles = '/v1/organisations/{organisation}/survey-cycles';
  const leads = '/v1/organisations/{organisation}/leads';
  const tickets = '/v1/organisations/{organisation}/department-tickets';
  const programmes = '/v1/organisations/{organisation}/programmes';
  const contributions = '/v1/organisations/{organisation}/contributions';
  const customers = '/v1/organisations/{organisation}/customers';
  const person = '/v1/organisations/{organisation}/staff/{staffId}';
  const absences = `${person}/absences`;
  const questionnaires = '/v1/organisations/{organisation}/questionnaires';
  const surveys = '/v1/organisations/{organisation}/surveys';
  const cases = '/v1/organisations/{organisation}/cases';
  const tracked = '/public/organisations/{organisation}/complaints';
  expect(named).toEqual({
    listFollowedItems: `get ${items}`,
    getFollowedItem: `get ${items}/{number}`,
    getFollowedItemWords: `get ${items}/{number}/words`,
    getFollowedItemTimeline: `get ${items}/{number}/timeline`,
    getFollowedItemClockProof: `get ${items}/{number}/clocks/{clock}/proof`,
    getFollowedItemAudit: `get ${items}/{number}/audit`,
    markFollowedItemSeen: `post ${items}/{number}/seen`,
    completeFollowedItem: `post ${items}/{number}/complete`,
    repinFollowedItem: `post ${items}/{number}/repin`,
    acceptFollowedItem: `post ${items}/{number}/accept`,
    returnFollowedItem: `post ${items}/{number}/return`,
    changeDateFollowedItem: `post ${items}/{number}/change-date`,
    assignFollowedItem: `post ${items}/{number}/assign`,
    withdrawFollowedItem: `post ${items}/{number}/withdraw`,
    startSurveyCycle: `post ${cycles}`,
    listSurveyCycles: `get ${cycles}`,
    getSurveyCycle: `get ${cycles}/{number}`,
    getSurveyCycleWords: `get ${cycles}/{number}/words`,
    getSurveyCycleTimeline: `get ${cycles}/{number}/timeline`,
    getSurveyCycleClockProof: `get ${cycles}/{number}/clocks/{clock}/proof`,
    getSurveyCycleAudit: `get ${cycles}/{number}/audit`,
    markSurveyCycleSeen: `post ${cycles}/{number}/seen`,
    repinSurveyCycle: `post ${cycles}/{number}/repin`,
    prepareSurveyCycle: `post ${cycles}/{number}/prepare`,
    reviewSurveyCycle: `post ${cycles}/{number}/review`,
    returnSurveyCycle: `post ${cycles}/{number}/return`,
    closeCollectionSurveyCycle: `post ${cycles}/{number}/close-collection`,
    reportSurveyCycle: `post ${cycles}/{number}/report`,
    discussSurveyCycle: `post ${cycles}/{number}/discuss`,
    agreeStepsSurveyCycle: `post ${cycles}/{number}/agree-steps`,
    decideSurveyCycle: `post ${cycles}/{number}/decide`,
    finishSurveyCycle: `post ${cycles}/{number}/finish`,
    actSurveyCycle: `post ${cycles}/{number}/act`,
    withdrawSurveyCycle: `post ${cycles}/{number}/withdraw`,
    prepareRecordChange: `post ${changes}`,
    listRecordChanges: `get ${changes}`,
    getRecordChange: `get ${changes}/{number}`,
    getRecordChangeWords: `get ${changes}/{number}/words`,
    getRecordChangeTimeline: `get ${changes}/{number}/timeline`,
    getRecordChangeClockProof: `get ${changes}/{number}/clocks/{clock}/proof`,
    getRecordChangeAudit: `get ${changes}/{number}/audit`,
    startImport: `post ${changes}/imports`,
    getImport: `get ${changes}/imports/{import}`,
    getRecordChangeForm: `get ${changes}/{number}/form`,
    getRecordChangeDifferences: `get ${changes}/{number}/differences`,
    markRecordChangeSeen: `post ${changes}/{number}/seen`,
    reviewRecordChange: `post ${changes}/{number}/review`,
    approveRecordChange: `post ${changes}/{number}/approve`,
    rejectRecordChange: `post ${changes}/{number}/reject`,
    amendRecordChange: `post ${changes}/{number}/amend`,
    enterRecordChange: `post ${changes}/{number}/enter`,
    archiveRecordChange: `post ${changes}/{number}/archive`,
    repinRecordChange: `post ${changes}/{number}/repin`,
    withdrawRecordChange: `post ${changes}/{number}/withdraw`,
    openLead: `post ${leads}`,
    leadPipeline: `get ${leads}/pipeline`,
    leadWeeklyReport: `get ${leads}/weekly-report`,
    openLeadRound: `post ${leads}/rounds`,
    listLeadRounds: `get ${leads}/rounds`,
    listDonorInterests: 'get /v1/organisations/{organisation}/donor-interests',
    recordInterestsDiscussion: 'post /v1/organisations/{organisation}/donor-interests/discussions',
    listDonorContacts: `get ${leads}/contacts`,
    reviewLeads: `post ${leads}/review`,
    listLeads: `get ${leads}`,
    getLead: `get ${leads}/{number}`,
    getLeadWords: `get ${leads}/{number}/words`,
    getLeadTimeline: `get ${leads}/{number}/timeline`,
    getLeadClockProof: `get ${leads}/{number}/clocks/{clock}/proof`,
    getLeadAudit: `get ${leads}/{number}/audit`,
    markLeadSeen: `post ${leads}/{number}/seen`,
    repinLead: `post ${leads}/{number}/repin`,
    followLead: `post ${leads}/{number}/follow`,
    logContactLead: `post ${leads}/{number}/log-contact`,
    rateLead: `post ${leads}/{number}/rate`,
    reviewLead: `post ${leads}/{number}/review`,
    assignLead: `post ${leads}/{number}/assign`,
    cancelLead: `post ${leads}/{number}/cancel`,
    correctLead: `post ${leads}/{number}/correct`,
    closeLead: `post ${leads}/{number}/close`,
    succeedLead: `post ${leads}/{number}/succeed`,
    requestContactLead: `post ${leads}/{number}/request-contact`,
    appointContactLead: `post ${leads}/{number}/appoint-contact`,
    approveContactLead: `post ${leads}/{number}/approve-contact`,
    rejectContactLead: `post ${leads}/{number}/reject-contact`,
    attachLead: `post ${leads}/{number}/attach`,
    listLeadAttachments: `get ${leads}/{number}/attachments`,
    downloadLeadAttachment: `get ${leads}/{number}/attachments/{attachment}`,
    listSentReports: 'get /v1/organisations/{organisation}/reports',
    signIn: 'post /v1/session',
    signOut: 'delete /v1/session',
    openComplaint: `post ${complaints}`,
    listComplaints: `get ${complaints}`,
    getComplaint: `get ${complaints}/{number}`,
    getComplaintWords: `get ${complaints}/{number}/words`,
    getComplaintTimeline: `get ${complaints}/{number}/timeline`,
    getComplaintClockProof: `get ${complaints}/{number}/clocks/{clock}/proof`,
    markComplaintSeen: `post ${complaints}/{number}/seen`,
    getComplaintAudit: `get ${complaints}/{number}/audit`,
    acceptComplaint: `post ${complaints}/{number}/accept`,
    returnForCompletionComplaint: `post ${complaints}/{number}/return-for-completion`,
    completeComplaint: `post ${complaints}/{number}/complete`,
    declineComplaint: `post ${complaints}/{number}/decline`,
    assignComplaint: `post ${complaints}/{number}/assign`,
    pauseComplaint: `post ${complaints}/{number}/pause`,
    resumeComplaint: `post ${complaints}/{number}/resume`,
    interimComplaint: `post ${complaints}/{number}/interim`,
    logContactComplaint: `post ${complaints}/{number}/log-contact`,
    findPartyComplaint: `post ${complaints}/{number}/find-party`,
    recordDiscussionComplaint: `post ${complaints}/{number}/record-discussion`,
    commentComplaint: `post ${complaints}/{number}/comment`,
    askComplaint: `post ${complaints}/{number}/ask`,
    answerQuestionComplaint: `post ${complaints}/{number}/answer-question`,
    answerComplaint: `post ${complaints}/{number}/answer`,
    disownComplaint: `post ${complaints}/{number}/disown`,
    listActsOfStaff: `get ${complaints}/{number}/acts-of/{staff}`,
    correctContactComplaint: `post ${complaints}/{number}/correct-contact`,
    correctFieldsComplaint: `post ${complaints}/{number}/correct-fields`,
    correctCategoryComplaint: `post ${complaints}/{number}/correct-category`,
    correctReceivedComplaint: `post ${complaints}/{number}/correct-received`,
    approveCorrectionComplaint: `post ${complaints}/{number}/approve-correction`,
    rejectCorrectionComplaint: `post ${complaints}/{number}/reject-correction`,
    giveBackComplaint: `post ${complaints}/{number}/give-back`,
    confirmComplaint: `post ${complaints}/{number}/confirm`,
    objectComplaint: `post ${complaints}/{number}/object`,
    reopenComplaint: `post ${complaints}/{number}/reopen`,
    extendComplaint: `post ${complaints}/{number}/extend`,
    repinComplaint: `post ${complaints}/{number}/repin`,
    handOverComplaint: `post ${complaints}/{number}/hand-over`,
    takeComplaint: `post ${complaints}/{number}/take`,
    declineHandOverComplaint: `post ${complaints}/{number}/decline-hand-over`,
    rateComplaint: `post ${complaints}/{number}/rate`,
    tickStepComplaint: `post ${complaints}/{number}/tick-step`,
    bookAppointment: `post ${complaints}/{number}/book-appointment`,
    keepAppointment: `post ${complaints}/{number}/keep-appointment`,
    cancelAppointment: `post ${complaints}/{number}/cancel-appointment`,
    getComplaintGuidance: `get ${complaints}/{number}/guidance`,
    withdrawComplaint: `post ${complaints}/{number}/withdraw`,
    prepareClaim: `post ${complaints}/{number}/prepare-claim`,
    amendClaim: `post ${complaints}/{number}/amend-claim`,
    approveClaim: `post ${complaints}/{number}/approve-claim`,
    rejectClaim: `post ${complaints}/{number}/reject-claim`,
    recordGoodwill: `post ${complaints}/{number}/record-goodwill`,
    openDepartmentTicket: `post ${complaints}/{number}/open-department-ticket`,
    listDepartmentTickets: `get ${tickets}`,
    getDepartmentTicket: `get ${tickets}/{number}`,
    getDepartmentTicketWords: `get ${tickets}/{number}/words`,
    getDepartmentTicketTimeline: `get ${tickets}/{number}/timeline`,
    getDepartmentTicketClockProof: `get ${tickets}/{number}/clocks/{clock}/proof`,
    markDepartmentTicketSeen: `post ${tickets}/{number}/seen`,
    repinDepartmentTicket: `post ${tickets}/{number}/repin`,
    getDepartmentTicketAudit: `get ${tickets}/{number}/audit`,
    assignDepartmentTicket: `post ${tickets}/{number}/assign`,
    noteDepartmentTicket: `post ${tickets}/{number}/note`,
    resolveDepartmentTicket: `post ${tickets}/{number}/resolve`,
    acceptDepartmentTicket: `post ${tickets}/{number}/accept`,
    returnDepartmentTicket: `post ${tickets}/{number}/return`,
    attachComplaint: `post ${complaints}/{number}/attach`,
    listComplaintAttachments: `get ${complaints}/{number}/attachments`,
    downloadComplaintAttachment: `get ${complaints}/{number}/attachments/{attachment}`,
    linkComplaint: `post ${complaints}/{number}/link`,
    unlinkComplaint: `post ${complaints}/{number}/unlink`,
    mergeComplaint: `post ${complaints}/{number}/merge`,
    splitComplaint: `post ${complaints}/{number}/split`,
    shareComplaint: `post ${complaints}/{number}/share`,
    unshareComplaint: `post ${complaints}/{number}/unshare`,
    listComplaintDuplicates: `get ${complaints}/{number}/duplicates`,
    reportAbuseComplaint: `post ${complaints}/{number}/report-abuse`,
    nameStaffComplaint: `post ${complaints}/{number}/name-staff`,
    listCases: `get ${cases}`,
    getCase: `get ${cases}/{number}`,
    getCaseWords: `get ${cases}/{number}/words`,
    getCaseTimeline: `get ${cases}/{number}/timeline`,
    getCaseClockProof: `get ${cases}/{number}/clocks/{clock}/proof`,
    markCaseSeen: `post ${cases}/{number}/seen`,
    getCaseAudit: `get ${cases}/{number}/audit`,
    exportRegister: 'get /v1/organisations/{organisation}/register',
    searchCustomers: `get ${customers}`,
    getCustomer: `get ${customers}/{number}`,
    getCustomerVersions: `get ${customers}/{number}/versions`,
    listCustomerComplaints: `get ${customers}/{number}/complaints`,
    getCustomerFields: 'get /v1/organisations/{organisation}/customer-fields',
    listProgrammes: `get ${programmes}`,
    getProgramme: `get ${programmes}/{code}`,
    addProgramme: `post ${programmes}`,
    changeProgramme: `post ${programmes}/{code}/change`,
    recordContribution: `post ${contributions}`,
    importContributions: `post ${contributions}/import`,
    listContributions: `get ${contributions}`,
    totalContributions: `get ${contributions}/totals`,
    listQuestionnaires: `get ${questionnaires}`,
    getQuestionnaire: `get ${questionnaires}/{questionnaire}`,
    makeQuestionnaire: `post ${questionnaires}`,
    reviseQuestionnaire: `post ${questionnaires}/{questionnaire}/revise`,
    listSurveys: `get ${surveys}`,
    getSurvey: `get ${surveys}/{survey}`,
    getSurveyQrCode: `get ${surveys}/{survey}/qr-code`,
    surveyReport: `get ${surveys}/{survey}/report`,
    inviteToSurvey: `post ${surveys}/{survey}/invitations`,
    sendSurveyInvitations: `post ${surveys}/{survey}/invitations/send`,
    countSurveyInvitations: `get ${surveys}/{survey}/invitations`,
    listSurveyPeople: `get ${surveys}/{survey}/people`,
    typePaperForms: `post ${surveys}/{survey}/paper-forms`,
    listPaperForms: `get ${surveys}/{survey}/paper-forms`,
    settlePaperForm: `post ${surveys}/{survey}/paper-forms/{batch}/{form}/settle`,
    getPublicSurvey: 'get /public/organisations/{organisation}/surveys/{survey}',
    answerSurvey: 'post /public/organisations/{organisation}/surveys/{survey}',
    listWork: 'get /v1/organisations/{organisation}/work',
    previewDeadline: 'post /v1/organisations/{organisation}/deadlines/preview',
    listCalendars: 'get /v1/organisations/{organisation}/calendars',
    publishCalendar: 'post /v1/organisations/{organisation}/calendars/{name}',
    listStaff: 'get /v1/organisations/{organisation}/staff',
    listStaffFacts: 'get /v1/organisations/{organisation}/staff/{staffId}/facts',
    inviteStaff: 'post /v1/organisations/{organisation}/staff',
    changePlace: `post ${person}/place`,
    switchOff: `post ${person}/switch-off`,
    switchOn: `post ${person}/switch-on`,
    confirmPlace: `post ${person}/proposed-place/confirm`,
    refusePlace: `post ${person}/proposed-place/refuse`,
    leaveStaff: `post ${person}/leave`,
    resetPassword: `post ${person}/new-password`,
    listStaffChanges: 'get /v1/organisations/{organisation}/staff-changes',
    reviewStaffChange: `post ${person}/facts/{fact}/review`,
    listHoldings: `get ${person}/holdings`,
    handOverAll: `post ${person}/hand-over`,
    setPassword: 'post /v1/session/password',
    enterAbsence: `post ${absences}`,
    confirmAbsence: `post ${absences}/{absence}/confirm`,
    correctAbsence: `post ${absences}/{absence}/correct`,
    endAbsence: `post ${absences}/{absence}/end`,
    cancelAbsence: `post ${absences}/{absence}/cancel`,
    getPolicy: 'get /v1/organisations/{organisation}/policy',
    getHowToComplain: 'get /public/organisations/{organisation}',
    openPublicComplaint: `post ${tracked}`,
    getPublicComplaint: `get ${tracked}/{number}`,
    trackPublicComplaint: `get ${tracked}/{number}/follow/{secret}`,
    askForCustomerCode: `post ${tracked}/{number}/follow/{secret}/code`,
    findComplaintPage: 'post /public/organisations/{organisation}/follow',
    getFindForm: 'get /public/organisations/{organisation}/follow',
    getComplaintForm: 'get /public/organisations/{organisation}/complain',
    sendComplaintForm: 'post /public/organisations/{organisation}/complain',
    actAsCustomer: `post ${tracked}/{number}/follow/{secret}`,
    attachAsCustomer: `post ${tracked}/{number}/follow/{secret}/attach`,
    proveCustomerCode: `post ${tracked}/{number}/follow/{secret}/grant`,
    completePublicComplaint: `post ${tracked}/{number}/complete`,
    getStatement: `get ${tracked}/{number}/disown/{statement}/{secret}`,
    disownStatement: `post ${tracked}/{number}/disown/{statement}/{secret}`,
    confirmPublicComplaint: `post ${tracked}/{number}/confirm`,
    objectPublicComplaint: `post ${tracked}/{number}/object`,
    reopenPublicComplaint: `post ${tracked}/{number}/reopen`,
    attachPublicComplaint: `post ${tracked}/{number}/attach`,
    ratePublicComplaint: `post ${tracked}/{number}/rate`,
    withdrawPublicComplaint: `post ${tracked}/{number}/withdraw`,
    getRegistrationForm: 'get /public/organisations/{organisation}/registration',
    getRegistrationQrSvg: 'get /public/organisations/{organisation}/registration/qr.svg',
    getRegistrationQrPng: 'get /public/organisations/{organisation}/registration/qr.png',
    register: 'post /public/organisations/{organisation}/registrations',
    getRegistration: 'get /public/organisations/{organisation}/registrations/{registration}',
    confirmRegistration: 'post /public/organisations/{organisation}/registrations/{registration}',
    getFollowUp: 'get /public/follow-ups/{secret}',
    followUp: 'post /public/follow-ups/{secret}',
    receiveSmsReceipt: 'post /public/sms-receipts',
    getLiveness: 'get /health/live',
    getReadiness: 'get /health/ready',
    getMetrics: 'get /metrics',
  });
});

test('every POST but sign-in, previews and what is good once asks for an Idempotency-Key, and every operation names its problems', () => {
  for (const { operationId, method, parameters = [], responses } of operations()) {
    const asks = parameters.some((one) => one.in === 'header' && one.name === 'Idempotency-Key' && one.required);
    // A form of the customer’s page can send no header: its key stands in the address.
    const exempt = [
      'signIn',
      'setPassword',
      'previewDeadline',
      'followUp',
      'confirmRegistration',
      'proveCustomerCode',
      'attachAsCustomer',
      'disownStatement',
      'findComplaintPage',
    ].includes(operationId);
    expect({ operationId, asks }).toEqual({ operationId, asks: method === 'post' && !exempt });
    expect(Object.keys(responses.default?.content ?? {})).toEqual(['application/problem+json']);
  }
});

test('an operation without security is one of those that the design leaves open', () => {
  const open = operations().filter(({ security }) => security.length === 0);
  expect(
    open.map(({ path }) => path).filter((path) => !/^\/(public|health|metrics$|v1\/session(\/password)?$)/.test(path)),
  ).toEqual([]);
});

test('every example of an opening is taken as it stands, by its organisation', async () => {
  const examples = examplesOf('openComplaint');
  for (const organisation of organisations) {
    expect(examples.filter(([name]) => name.startsWith(organisation)).length).toBeGreaterThan(0);
  }
  const post = async ([name, value]: [string, unknown]) => {
    const organisation = organisations.find((id) => name.startsWith(id)) ?? '';
    const answer = await api.as(`${organisation}.agent.1`).post(`/v1/organisations/${organisation}/complaints`, value);
    expect({ name, status: answer.status }).toEqual({ name, status: 201 });
    expect(answer.headers.get('location')).toBe(`/v1/organisations/${organisation}/complaints/${answer.view.number}`);
  };
  await Promise.all(examples.map(post));
});

test('every example of a public opening is taken as it stands, by its organisation', async () => {
  const examples = examplesOf('openPublicComplaint');
  expect(examples.map(([name]) => name)).toEqual(examplesOf('openComplaint').map(([name]) => name));
  const post = async ([name, value]: [string, unknown]) => {
    const organisation = organisations.find((id) => name.startsWith(id)) ?? '';
    const answer = await api.anybody.post(`/public/organisations/${organisation}/complaints`, value);
    expect({ name, status: answer.status }).toEqual({ name, status: 201 });
  };
  await Promise.all(examples.map(post));
});

test('the example of a registration is taken as it stands', async () => {
  for (const [, value] of examplesOf('register')) {
    const answer = await api.anybody.post('/public/organisations/beneficiary-society/registrations', value);
    expect(answer.status).toBe(201);
  }
});

const appointment = (organisation: string): [string, object] => [
  'book-appointment',
  { kind: 'call-back', at: '2030-01-06T09:00:00Z', with: `${organisation}.agent.1`, agreed: true },
];
const preparedClaim: [string, object] = ['prepare-claim', { amount: '75', text: 'فاتورة' }];

const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3_600_000).toISOString().slice(0, 10);
/** Received last week, and now said to have come later: that waits for a second person. */
const laterReceipt = (organisation: string) =>
  [9, 3].map((days): [string, object, string] => [
    'correct-received',
    { receivedOn: daysAgo(days), text: 'ختم الوارد (مثال)' },
    `${organisation}.supervisor.2`,
  ]);

/** The steps before each command that bring a complaint of the sandbox into a state that takes it. */
const beforeIn = (organisation: string): Record<string, [string, object, string?][]> => ({
  accept: [],
  'return-for-completion': [],
  decline: [],
  assign: [],
  withdraw: [],
  'log-contact': [],
  'find-party': [],
  'record-discussion': [],
  'report-abuse': [],
  complete: [['return-for-completion', { missing: ['details'], text: 'نرجو الاستكمال' }]],
  pause: [['accept', {}]],
  resume: [
    ['accept', {}],
    ['pause', { reasonCode: 'waiting-for-customer' }],
  ],
  interim: [['accept', {}]],
  'open-department-ticket': [['accept', {}]],
  answer: [['accept', {}]],
  confirm: [
    ['accept', {}],
    ['answer', { text: 'تمت المعالجة' }],
  ],
  object: [
    ['accept', {}],
    ['answer', { text: 'تمت المعالجة' }],
  ],
  'prepare-claim': [['accept', {}]],
  'amend-claim': [['accept', {}], preparedClaim],
  'approve-claim': [['accept', {}], preparedClaim],
  'reject-claim': [['accept', {}], preparedClaim],
  'record-goodwill': [['accept', {}]],
  reopen: [
    ['accept', {}],
    ['answer', { text: 'تمت المعالجة' }],
    ['confirm', { helped: true }],
  ],
  rate: [
    ['accept', {}],
    ['answer', { text: 'تمت المعالجة' }],
    ['confirm', { helped: true }],
  ],
  'tick-step': [],
  disown: [
    ['accept', {}],
    ['withdraw', { said: saidOnThePhone() }],
  ],
  'give-back': [['accept', {}]],
  'correct-contact': [],
  'correct-fields': [],
  'correct-category': [],
  'correct-received': [],
  'approve-correction': laterReceipt(organisation),
  'reject-correction': laterReceipt(organisation),
  'book-appointment': [],
  'keep-appointment': [appointment(organisation)],
  'cancel-appointment': [appointment(organisation)],
});

const hasChecklist = (rules: Pack['kinds']['complaint'] | undefined) => Object.keys(rules?.checklists ?? {}).length > 0;

test.each(organisations)(
  'each example of a command of a complaint is taken as it stands by a case of %s that waits for it',
  async (organisation) => {
    const before = beforeIn(organisation);
    const rules = latest(ownPolicies().packs, organisation)?.kinds.complaint;
    // Of a command that the policy has switched off, or has no steps for, there is nothing to try.
    const absent: string[] = [...(rules?.switchedOff ?? []), ...(hasChecklist(rules) ? [] : ['tick-step'])];
    let taken = 0;
    for (const [command, steps] of Object.entries(before)) {
      if ([command, ...steps.map(([step]) => step)].some((step) => absent.includes(step))) continue;
      const { address, view } = await driven(api, organisation, steps);
      const operation = operations().find(({ path }) =>
        path.endsWith(`/v1/organisations/{organisation}/complaints/{number}/${command}`),
      );
      const body = exampleFor(operation?.operationId ?? '', organisation);
      // What is decided on is named by its digest, and decided by a manager.
      const { correction, claims = [] } = view.detail as {
        correction?: { digest: string };
        claims?: { digest: string }[];
      };
      const claim = claims[0] ?? correction;
      const who = api.as(`${organisation}.${claim ? 'manager' : 'supervisor'}.1`);
      const headers: Record<string, string> = claim ? { 'if-match': `"${claim.digest}"` } : {};
      const { status, json } = await who.post(`${address}/${command}`, body, { headers });
      expect([command, status, json]).toEqual([command, 200, json]);
      taken += 1;
    }
    expect(taken).toBeGreaterThanOrEqual(Object.keys(before).length - 3);
  },
);

test.each(organisations)(
  'N-14: the examples of what quality does with a complaint are taken by %s',
  async (organisation) => {
    const { address } = await driven(api, organisation, [['accept', {}]]);
    const [quality, owner] = [api.as(`${organisation}.quality.1`), api.as(`${organisation}.supervisor.1`)];
    for (const [who, command, operation] of [
      [quality, 'comment', 'commentComplaint'],
      [quality, 'ask', 'askComplaint'],
      [owner, 'answer-question', 'answerQuestionComplaint'],
    ] as const) {
      expect((await who.post(`${address}/${command}`, exampleFor(operation, organisation))).status).toBe(200);
    }
    const words = (await quality.get(`${address}/words`)).as<{ items: { content: { text?: string } }[] }>();
    expect(JSON.stringify(words)).toContain('تواصلنا مع المركز اليوم');
  },
);

test('the example of an extension is taken as it stands from somebody who does not own the case', async () => {
  const [[, body] = []] = examplesOf('extendComplaint');
  const { address } = await driven(api, 'sandbox', [['accept', {}]]);
  expect((await api.as('sandbox.manager.1').post(`${address}/extend`, body)).status).toBe(200);
});

test.each(organisations)('the examples of a hand-over are taken as they stand by %s', async (organisation) => {
  const body = exampleFor('handOverComplaint', organisation);
  const { address } = await driven(api, organisation, [['accept', {}]]);
  const [first, colleague] = [api.as(`${organisation}.agent.1`), api.as(`${organisation}.agent.2`)];
  for (const [command, operation] of [
    ['decline-hand-over', 'declineHandOverComplaint'],
    ['take', 'takeComplaint'],
  ] as const) {
    expect((await first.post(`${address}/hand-over`, body)).status).toBe(200);
    const [[, example] = []] = examplesOf(operation);
    expect((await colleague.post(`${address}/${command}`, example)).status).toBe(200);
  }
});

test('the example of an attachment is taken as it stands, from staff and from the customer', async () => {
  const { channel, ...body } = complaintBody('sandbox');
  const opening = await api.anybody.post('/public/organisations/sandbox/complaints', body);
  const { number, secret } = opening.as<{ number: string; secret: string }>();
  for (const [operation, client, base, headers] of [
    ['attachComplaint', api.as('sandbox.agent.1'), '/v1', {}],
    ['attachPublicComplaint', api.anybody, '/public', { 'case-secret': secret }],
  ] as const) {
    const [[, example] = []] = examplesOf(operation);
    const answer = await client.send(
      'POST',
      `${base}/organisations/sandbox/complaints/${number}/attach`,
      String(example),
      { 'content-type': 'text/plain', 'idempotency-key': operation, ...headers },
    );
    expect({ operation, status: answer.status }).toEqual({ operation, status: 200 });
  }
});

test('the example of an import is taken as it stands by every organisation', async () => {
  const [[, example] = []] = examplesOf('startImport');
  for (const organisation of organisations) {
    const path = `/v1/organisations/${organisation}/record-changes/imports`;
    const headers = { 'content-type': 'text/csv', 'idempotency-key': organisation };
    const answer = await api.as(`${organisation}.agent.1`).send('POST', path, String(example), headers);
    expect([organisation, answer.as<{ rows: object }>().rows]).toEqual([
      organisation,
      expect.objectContaining({ good: 1 }),
    ]);
  }
});

test('the example of a split is taken as it stands by the organisation that it names', async () => {
  const { address } = await driven(api, 'courier', [['accept', {}]]);
  const [, body] = examplesOf('splitComplaint').find(([name]) => name === 'courier') ?? [];
  expect((await api.as('courier.agent.1').post(`${address}/split`, body)).status).toBe(201);
});

test.each(organisations)(
  'the examples of naming staff and of an assignment are taken as they stand by %s',
  async (organisation) => {
    const { address } = await opened(api, organisation);
    const supervisor = api.as(`${organisation}.supervisor.1`);
    const assigned = await supervisor.post(`${address}/assign`, exampleFor('assignComplaint', organisation));
    expect(assigned.view.owner).toBe(`${organisation}.agent.1`);
    const named = await supervisor.post(`${address}/name-staff`, exampleFor('nameStaffComplaint', organisation));
    expect(named.status).toBe(200);
  },
);

test.each([
  ['complete', 'received'],
  ['confirm', 'closed'],
  ['object', 'open'],
  ['reopen', 'open'],
  ['rate', 'closed'],
  ['withdraw', 'withdrawn'],
])('the example of %s is taken as it stands from the customer himself', async (command, status) => {
  const { channel, ...body } = complaintBody('sandbox');
  const opening = await api.anybody.post('/public/organisations/sandbox/complaints', body);
  const { number, secret } = opening.as<{ number: string; secret: string }>();
  for (const [step, stepBody] of command === 'withdraw' ? [] : (beforeIn('sandbox')[command] ?? [])) {
    const staff = api.as('sandbox.supervisor.1');
    const recorded = isSpoken(step) ? { ...stepBody, said: saidOnThePhone() } : stepBody;
    expect((await staff.post(`/v1/organisations/sandbox/complaints/${number}/${step}`, recorded)).status).toBe(200);
  }
  const [[, example] = []] = examplesOf(`${command}PublicComplaint`);
  const path = `/public/organisations/sandbox/complaints/${number}/${command}`;
  const answer = await api.anybody.post(path, example, { headers: { 'case-secret': secret } });
  expect(answer.as<{ status: string }>().status).toBe(status);
});

test('the example of a preview is taken as it stands by every organisation', async () => {
  const [[, body] = []] = examplesOf('previewDeadline');
  for (const organisation of organisations) {
    const path = `/v1/organisations/${organisation}/deadlines/preview`;
    const answer = await api.as(`${organisation}.agent.1`).post(path, body);
    expect(answer.as<{ answer: object }>().answer).toHaveProperty('dueAt');
  }
});

test('the examples of people’s life cycle are taken as they stand, in an order that works', async () => {
  const organisation = 'government-services';
  const staff = `/v1/organisations/${organisation}/staff`;
  const example = (operation: string) => exampleFor(operation, organisation) as { staffId: string };
  const [manager, second] = [api.as(`${organisation}.manager.1`), api.as(`${organisation}.manager.2`)];
  const steps: [typeof manager, string, string][] = [
    [manager, `${organisation}.sara/new-password`, 'resetPassword'],
    [manager, `${organisation}.supervisor.2/switch-off`, 'switchOff'],
    [manager, `${organisation}.supervisor.2/switch-on`, 'switchOn'],
    [second, `${organisation}.supervisor.2/proposed-place/confirm`, 'confirmPlace'],
    [manager, `${organisation}.agent.1/place`, 'changePlace'],
    [manager, `${organisation}.agent.1/leave`, 'leaveStaff'],
    [manager, `${organisation}.agent.1/hand-over`, 'handOverAll'],
  ];
  expect((await manager.post(staff, example('inviteStaff'))).status).toBe(201);
  expect((await second.post(`${staff}/${organisation}.sara/proposed-place/confirm`, {})).status).toBe(200);
  for (const [client, path, operation] of steps) {
    const answer = await client.post(`${staff}/${path}`, example(operation));
    expect([operation, answer.status]).toEqual([operation, 200]);
  }
  await manager.post(`${staff}/${organisation}.supervisor.2/place`, {
    ...{ roles: ['manager'], groups: [], departments: [], reason: 'ترقية' },
  });
  const refused = `${staff}/${organisation}.supervisor.2/proposed-place/refuse`;
  expect((await second.post(refused, example('refusePlace'))).status).toBe(200);
  const quality = api.as(`${organisation}.quality.1`);
  const changes = await quality.get(`/v1/organisations/${organisation}/staff-changes?reviewed=false`);
  const [change] = changes.as<{ items: { staffId: string; fact: { id: string } }[] }>().items;
  const path = `${staff}/${change?.staffId}/facts/${change?.fact.id}/review`;
  expect((await quality.post(path, example('reviewStaffChange'))).status).toBe(200);
});

test('the examples of an absence and of a calendar are taken as they stand', async () => {
  const example = (operation: string) => examplesOf(operation)[0]?.[1] as { from: string; to: string };
  const absence = example('enterAbsence');
  const staff = (id: string) => `/v1/organisations/development-fund/staff/development-fund.${id}/absences`;
  const supervisor = api.as('development-fund.supervisor.1');
  const leave = (await supervisor.post(staff('agent.1'), absence)).as<{ absences: { id: string }[] }>().absences[0]?.id;
  const shorter = await supervisor.post(`${staff('agent.1')}/${leave}/correct`, example('correctAbsence'));
  expect(shorter.as()).toMatchObject({ absences: [{ id: leave, to: '2030-01-13T05:00:00.000Z' }] });
  expect((await supervisor.post(`${staff('agent.1')}/${leave}/cancel`, example('cancelAbsence'))).status).toBe(200);
  const manager = api.as('development-fund.manager.1');
  const running = { ...absence, from: new Date(Date.now() - 1000).toISOString() };
  const until = { ...running, to: new Date(Date.now() + 3_600_000).toISOString() };
  const proposal = (await manager.post(staff('supervisor.2'), until)).as<{ proposedAbsences: { id: string }[] }>();
  const { id } = proposal.proposedAbsences[0] ?? {};
  const second = api.as('development-fund.manager.2');
  expect((await second.post(`${staff('supervisor.2')}/${id}/confirm`, example('confirmAbsence'))).status).toBe(200);
  expect((await second.post(`${staff('supervisor.2')}/${id}/end`, example('endAbsence'))).status).toBe(200);
  const [[, calendar] = []] = examplesOf('publishCalendar');
  const calendars = '/v1/organisations/sandbox/calendars';
  expect((await api.as('sandbox.manager.1').post(`${calendars}/sandbox`, calendar)).status).toBe(201);
});

test('the examples of programmes are taken as they stand', async () => {
  const programmes = '/v1/organisations/sandbox/programmes';
  const [[, added] = []] = examplesOf('addProgramme');
  const manager = api.as('sandbox.manager.1');
  expect((await manager.post(programmes, added)).status).toBe(201);
  const [[, change] = []] = examplesOf('changeProgramme');
  expect((await manager.post(`${programmes}/reading-club/change`, change)).status).toBe(200);
});

test('the examples of questionnaires and surveys are taken as they stand', async () => {
  const base = '/v1/organisations/sandbox';
  const example = (operationId: string) => examplesOf(operationId)[0]?.[1];
  const quality = api.as('sandbox.quality.1');
  expect((await quality.post(`${base}/questionnaires`, example('makeQuestionnaire'))).status).toBe(201);
  const revised = await quality.post(`${base}/questionnaires/club-opinion/revise`, example('reviseQuestionnaire'));
  expect(revised.status).toBe(200);
  const form = await quality.get(`${base}/questionnaires/satisfaction`);
  const { id, version, digest } = form.as<{ id: string; version: number; digest: string }>();
  const { _id } = await openedSurvey(api, 'sandbox', { questionnaire: { id, version, digest } });
  const survey = `${base}/surveys/${_id}`;
  expect((await quality.post(`${survey}/invitations`, example('inviteToSurvey'))).status).toBe(201);
  expect((await quality.post(`${survey}/invitations/send`, example('sendSurveyInvitations'))).status).toBe(202);
  const answer = await api.anybody.post(`/public/organisations/sandbox/surveys/${_id}`, example('answerSurvey'));
  expect(answer.status).toBe(201);
  const batch = example('typePaperForms') as { forms: { answers: object }[] };
  expect((await api.as('sandbox.agent.1').post(`${survey}/paper-forms`, batch)).status).toBe(200);
  const others = batch.forms.map((one) => ({ ...one, answers: { ...one.answers, 'statement-1': 1 }, person: {} }));
  const again = await api.as('sandbox.agent.2').post(`${survey}/paper-forms`, { ...batch, forms: others });
  expect(again.status).toBe(200);
  const settled = await quality.post(`${survey}/paper-forms/box-1/001/settle`, example('settlePaperForm'));
  expect(settled.as()).toMatchObject({ state: 'counted' });
});

test('the examples of a survey cycle and of a followed item are taken as they stand, step by step', async () => {
  const quality = api.as('sandbox.quality.1');
  const example = (operation: string) => exampleFor(operation, 'sandbox');
  const started = await quality.post('/v1/organisations/sandbox/survey-cycles', example('startSurveyCycle'));
  expect(started.status).toBe(201);
  let { view } = started;
  const signed: Record<string, string> = { review: 'review', discuss: 'discussion' };
  const step = async (who: string, command: string, body: unknown, digest?: string) => {
    const approval = view.detail[signed[command] ?? ''] as { digest: string } | undefined;
    const seen = digest ?? approval?.digest;
    const headers: Record<string, string> = seen ? { 'if-match': `"${seen}"` } : {};
    const address = `/v1/organisations/sandbox/survey-cycles/${view.number}/${command}`;
    const answer = await api.as(`sandbox.${who}`).post(address, body, { headers });
    expect({ command, status: answer.status }).toEqual({ command, status: 200 });
    view = answer.view;
  };
  await step('quality.1', 'prepare', example('prepareSurveyCycle'));
  await step('supervisor.1', 'return', example('returnSurveyCycle'));
  await step('quality.1', 'prepare', example('prepareSurveyCycle'));
  for (const who of ['manager.1', 'supervisor.1']) await step(who, 'review', example('reviewSurveyCycle'));
  await step('quality.1', 'close-collection', example('closeCollectionSurveyCycle'));
  await step('quality.1', 'report', example('reportSurveyCycle'));
  for (const who of ['manager.1', 'supervisor.1']) await step(who, 'discuss', example('discussSurveyCycle'));
  await step('manager.1', 'agree-steps', example('agreeStepsSurveyCycle'));
  const { agreement } = view.detail.proposal as { agreement: { digest: string } };
  await step('supervisor.1', 'agree-steps', {}, agreement.digest);
  await step('manager.2', 'decide', example('decideSurveyCycle'));
  const [decided] = view.detail.recommendations as { decision: { item: string } }[];
  await step('manager.1', 'finish', example('finishSurveyCycle'));
  await step('manager.1', 'act', example('actSurveyCycle'));
  const item = `/v1/organisations/sandbox/followed-items/${decided?.decision.item}`;
  await api.projected(item, 'sandbox.agent.1', ({ status }) => status === 'open');
  for (const [who, command] of [
    ['manager.1', 'change-date'],
    ['manager.1', 'assign'],
    ['agent.2', 'complete'],
    ['manager.1', 'return'],
    ['agent.2', 'complete'],
    ['manager.1', 'accept'],
  ] as const) {
    const body = example(`${command === 'change-date' ? 'changeDate' : command}FollowedItem`);
    const answer = await api.as(`sandbox.${who}`).post(`${item}/${command}`, body);
    expect({ command, status: answer.status }).toEqual({ command, status: 200 });
  }
});

test('the examples of leads are taken as they stand, by whoever may give them', async () => {
  const of = 'neighbourhood-centres';
  const base = `/v1/organisations/${of}`;
  const [officer, manager, secretary] = [`${of}.agent.1`, `${of}.manager.1`, `${of}.council-secretary.1`];
  await api.hire(secretary);
  const [wish] = [{ customer: 'NC-P-00000-000000', base: 0 }];
  await enter(api.database, 'R-LEADS', await prepared(api.database, 'R-LEADS', [wish], of), of);
  const example = (operation: string) => exampleFor(operation, of);
  const post = async (who: string, path: string, operation: string, headers: Record<string, string> = {}) => {
    const answer = await api.as(who).post(`${base}/${path}`, example(operation), { headers });
    expect([operation, answer.status]).toEqual([operation, answer.status < 300 ? answer.status : 200]);
    return answer;
  };
  await post(manager, 'programmes', 'addProgramme');
  const { view } = await post(officer, 'leads', 'openLead');
  await post(manager, 'leads/rounds', 'openLeadRound');
  await api.hire(`${of}.strategic-planning.1`);
  await post(manager, 'donor-interests/discussions', 'recordInterestsDiscussion');
  const one = `leads/${view.number}`;
  const waiting = async () => {
    const { detail } = (await api.as(manager).get(`${base}/${one}?atLeast=2`)).view;
    const requests = detail.requests as { status: string; approval: { digest: string } }[];
    return requests.find(({ status }) => status === 'waiting')?.approval.digest ?? '';
  };
  await post(manager, `${one}/appoint-contact`, 'appointContactLead');
  await post(secretary, `${one}/approve-contact`, 'approveContactLead', { 'if-match': await waiting() });
  const isAppointed = ({ detail }: CaseView) => (detail.requests as { status: string }[])[0]?.status === 'appointed';
  await api.projected(`${base}/${one}`, manager, isAppointed);
  await post(officer, `${one}/follow`, 'followLead');
  await post(officer, `${one}/log-contact`, 'logContactLead');
  await post(manager, `${one}/rate`, 'rateLead');
  await post(manager, `${one}/assign`, 'assignLead');
  await post(manager, `${one}/review`, 'reviewLead');
  await post(manager, `${one}/request-contact`, 'requestContactLead');
  await post(secretary, `${one}/reject-contact`, 'rejectContactLead');
  await post(manager, `${one}/correct`, 'correctLead');
  await post(manager, `${one}/cancel`, 'cancelLead');
});

test('every operation with a body but sign-in and a browser’s file has an example', () => {
  const without = operations().filter(
    ({ operationId, requestBody }) => requestBody && examplesOf(operationId).length === 0,
  );
  // A file that a browser sends is not written down.
  expect(without.map(({ operationId }) => operationId)).toEqual(['signIn', 'setPassword', 'attachAsCustomer']);
});

test('the documentation page shows that document', async () => {
  expect((await api.anybody.get('/docs/')).text).toContain('swagger-ui');
  expect((await api.anybody.get('/docs/swagger-initializer.js')).text).toContain("url: '/openapi.json'");
});
