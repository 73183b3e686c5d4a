import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

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
  api = await startApi({ staffOf: [], worker: false });
  document = (await api.anybody.get('/openapi.json')).as();
});
afterAll(() => api.stop());

function operations() {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );
}

function namesOfExamples(operationId: string): string[] {
  const operation = operations().find((one) => one.operationId === operationId);
  return Object.values(operation?.requestBody?.content ?? {}).flatMap(({ examples = {} }) => Object.keys(examples));
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
  const incidents = '/v1/organisations/{organisation}/incidents';
  const changes = '/v1/organisations/{organisation}/record-changes';
  const items = '/v1/organisations/{organisation}/followed-items';
  const cycles = '/v1/organisations/{organisation}/survey-cycles';
  const procedures = '/v1/organisations/{organisation}/procedures';
  const leads = '/v1/organisations/{organisation}/leads';
  const tickets = '/v1/organisations/{organisation}/department-tickets';
  const programmes = '/v1/organisations/{organisation}/programmes';
  const contributions = '/v1/organisations/{organisation}/contributions';
  const customers = '/v1/organisations/{organisation}/customers';
  const person = '/v1/organisations/{organisation}/staff/{staffId}';
  const services = '/v1/organisations/{organisation}/services';
  const absences = `${person}/absences`;
  const moving = '/v1/organisations/{organisation}/moving-in';
  const knowledge = '/v1/organisations/{organisation}/knowledge';
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
    readProcedureRegister: 'get /v1/organisations/{organisation}/procedure-registers/{procedure}',
    startProcedure: `post ${procedures}`,
    listPolicyChanges: 'get /v1/organisations/{organisation}/policy-changes',
    getProposedVersion: `get ${procedures}/{number}/proposed-version`,
    listProcedures: `get ${procedures}`,
    getProcedure: `get ${procedures}/{number}`,
    getProcedureWords: `get ${procedures}/{number}/words`,
    getProcedureTimeline: `get ${procedures}/{number}/timeline`,
    getProcedureClockProof: `get ${procedures}/{number}/clocks/{clock}/proof`,
    getProcedureAudit: `get ${procedures}/{number}/audit`,
    markProcedureSeen: `post ${procedures}/{number}/seen`,
    submitProcedure: `post ${procedures}/{number}/submit`,
    carryOutProcedure: `post ${procedures}/{number}/carry-out`,
    receiveProcedure: `post ${procedures}/{number}/receive`,
    archiveProcedure: `post ${procedures}/{number}/archive`,
    reviewProcedure: `post ${procedures}/{number}/review`,
    approveProcedure: `post ${procedures}/{number}/approve`,
    returnProcedure: `post ${procedures}/{number}/return`,
    rejectProcedure: `post ${procedures}/{number}/reject`,
    decideProcedure: `post ${procedures}/{number}/decide`,
    acknowledgeProcedure: `post ${procedures}/{number}/acknowledge`,
    excuseProcedure: `post ${procedures}/{number}/excuse`,
    evaluateProcedure: `post ${procedures}/{number}/evaluate`,
    withdrawProcedure: `post ${procedures}/{number}/withdraw`,
    repinProcedure: `post ${procedures}/{number}/repin`,
    prepareRecordChange: `post ${changes}`,
    listRecordChanges: `get ${changes}`,
    getRecordChange: `get ${changes}/{number}`,
    getRecordChangeWords: `get ${changes}/{number}/words`,
    getRecordChangeTimeline: `get ${changes}/{number}/timeline`,
    getRecordChangeClockProof: `get ${changes}/{number}/clocks/{clock}/proof`,
    getRecordChangeAudit: `get ${changes}/{number}/audit`,
    proposeMovingIn: `post ${moving}`,
    listMovingsIn: `get ${moving}`,
    approveMovingIn: `post ${moving}/{moving}/approve`,
    declineMovingIn: `post ${moving}/{moving}/decline`,
    getMovingIn: `get ${moving}/{moving}`,
    getMovingInResult: `get ${moving}/{moving}/result`,
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
    getOwnWeek: 'get /v1/organisations/{organisation}/own-week',
    getManagerDesk: 'get /v1/organisations/{organisation}/manager-desk',
    listCustomerStatistics: 'get /v1/organisations/{organisation}/customer-statistics',
    saveCustomerStatistics: 'post /v1/organisations/{organisation}/customer-statistics',
    getCustomerStatistics: 'get /v1/organisations/{organisation}/customer-statistics/{name}',
    listReports: 'get /v1/organisations/{organisation}/reports/definitions',
    getReport: 'get /v1/organisations/{organisation}/reports/{report}/{from}',
    makeReport: 'post /v1/organisations/{organisation}/reports/{report}/{from}',
    checkReport: 'get /v1/organisations/{organisation}/reports/{report}/{from}/check',
    listReportCases: 'get /v1/organisations/{organisation}/reports/{report}/{from}/cases',
    auditAccesses: 'get /v1/organisations/{organisation}/accesses',
    auditBreaches: 'get /v1/organisations/{organisation}/audit/breaches',
    auditApprovals: 'get /v1/organisations/{organisation}/audit/approvals',
    auditRefusals: 'get /v1/organisations/{organisation}/audit/refusals',
    auditLateness: 'get /v1/organisations/{organisation}/audit/lateness',
    auditSample: 'get /v1/organisations/{organisation}/audit/sample',
    getCheckpoint: 'get /v1/organisations/{organisation}/audit/checkpoints/{day}',
    inclusionProof: 'get /v1/organisations/{organisation}/audit/checkpoints/{day}/inclusion',
    consistencyProof: 'get /v1/organisations/{organisation}/audit/checkpoints/{day}/consistency',
    signIn: 'post /v1/session',
    signInByOpenId: 'post /v1/session/openid',
    signInBrowser: 'post /v1/session/browser',
    listLocalAccounts: 'get /v1/session/local-accounts',
    signInLocally: 'post /v1/session/local',
    listLocalMessages: 'get /outbox',
    getSession: 'get /v1/session',
    signOut: 'delete /v1/session',
    listSessions: 'get /v1/sessions',
    endSessions: 'delete /v1/sessions',
    endSession: 'delete /v1/sessions/{session}',
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
    setRepresentativeComplaint: `post ${complaints}/{number}/set-representative`,
    endRepresentativeComplaint: `post ${complaints}/{number}/end-representative`,
    trackRepresentedComplaint: `get ${tracked}/{number}/represent/{representative}/{secret}`,
    askForRepresentativeCode: `post ${tracked}/{number}/represent/{representative}/{secret}/code`,
    proveRepresentativeCode: `post ${tracked}/{number}/represent/{representative}/{secret}/grant`,
    actAsRepresentative: `post ${tracked}/{number}/represent/{representative}/{secret}`,
    deliverLetterComplaint: `post ${complaints}/{number}/deliver-letter`,
    listLettersToPrint: 'get /v1/organisations/{organisation}/letters',
    getLetterToPrint: `get ${complaints}/{number}/letters/{letter}`,
    identifyComplaint: `post ${complaints}/{number}/identify`,
    getComplaintIdentification: `get ${complaints}/{number}/identification`,
    lookUpCaller: 'get /v1/organisations/{organisation}/callers',
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
    previewReply: `post ${complaints}/{number}/reply-preview`,
    undoMergeComplaint: `post ${complaints}/{number}/undo-merge`,
    joinIncidentComplaint: `post ${complaints}/{number}/join-incident`,
    leaveIncidentComplaint: `post ${complaints}/{number}/leave-incident`,
    assignComplaints: `post ${complaints}/assign-many`,
    getBulkRun: 'get /v1/organisations/{organisation}/bulk-runs/{run}',
    declareIncident: `post ${incidents}`,
    listIncidents: `get ${incidents}`,
    getIncident: `get ${incidents}/{incident}`,
    joinComplaintsToIncident: `post ${incidents}/{incident}/complaints`,
    tellOfIncident: `post ${incidents}/{incident}/tell`,
    answerIncident: `post ${incidents}/{incident}/answer`,
    approveAnswerOfIncident: `post ${incidents}/{incident}/approve-answer`,
    sendAnswerOfIncident: `post ${incidents}/{incident}/send-answer`,
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
    replayCase: `post ${cases}/{number}/replay`,
    listReplays: `get ${cases}/{number}/replays`,
    getReplay: `get ${cases}/{number}/replays/{replay}`,
    exportRegister: 'get /v1/organisations/{organisation}/register',
    searchCustomers: `get ${customers}`,
    getCustomer: `get ${customers}/{number}`,
    getCustomerVersions: `get ${customers}/{number}/versions`,
    listCustomerComplaints: `get ${customers}/{number}/complaints`,
    getCustomerFields: 'get /v1/organisations/{organisation}/customer-fields',
    listErasures: 'get /v1/organisations/{organisation}/erasures',
    askErasure: 'post /v1/organisations/{organisation}/erasures',
    approveErasure: 'post /v1/organisations/{organisation}/erasures/{erasure}/approve',
    rejectErasure: 'post /v1/organisations/{organisation}/erasures/{erasure}/reject',
    previewRetention: 'get /v1/organisations/{organisation}/retention',
    listRetentionActs: 'get /v1/organisations/{organisation}/retention/acts',
    listLegalHolds: 'get /v1/organisations/{organisation}/legal-holds',
    actOnLegalHold: 'post /v1/organisations/{organisation}/legal-holds',
    getOwnData: 'get /v1/organisations/{organisation}/own-data/{number}',
    listProgrammes: `get ${programmes}`,
    getProgramme: `get ${programmes}/{code}`,
    addProgramme: `post ${programmes}`,
    changeProgramme: `post ${programmes}/{code}/change`,
    recordContribution: `post ${contributions}`,
    importContributions: `post ${contributions}/import`,
    listContributions: `get ${contributions}`,
    totalContributions: `get ${contributions}/totals`,
    listComplaintKnowledge: `get ${complaints}/{number}/knowledge`,
    listKnowledge: `get ${knowledge}`,
    getKnowledge: `get ${knowledge}/{entry}`,
    proposeKnowledge: `post ${knowledge}/{entry}/propose`,
    approveKnowledge: `post ${knowledge}/{entry}/approve`,
    declineKnowledge: `post ${knowledge}/{entry}/decline`,
    retireKnowledge: `post ${knowledge}/{entry}/retire`,
    getHome: 'get /',
    listPublicKnowledge: 'get /public/organisations/{organisation}/knowledge',
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
    listChanges: 'get /v1/organisations/{organisation}/changes',
    previewDeadline: 'post /v1/organisations/{organisation}/deadlines/preview',
    listCalendars: 'get /v1/organisations/{organisation}/calendars',
    publishCalendar: 'post /v1/organisations/{organisation}/calendars/{name}',
    listStaff: 'get /v1/organisations/{organisation}/staff',
    listStaffFacts: 'get /v1/organisations/{organisation}/staff/{staffId}/facts',
    inviteStaff: 'post /v1/organisations/{organisation}/staff',
    changePlace: `post ${person}/place`,
    switchOff: `post ${person}/switch-off`,
    offerSecondFactor: 'post /v1/session/second-factor',
    enrolSecondFactor: 'post /v1/session/second-factor/confirm',
    proposeSecondFactorReset: `post ${person}/second-factor/reset`,
    confirmSecondFactorReset: `post ${person}/second-factor/reset/confirm`,
    getServiceToken: 'post /v1/service-token',
    listServices: `get ${services}`,
    proposeService: `post ${services}`,
    confirmService: `post ${services}/{staffId}/confirm`,
    makeServiceKey: `post ${services}/{staffId}/keys`,
    endSessionsOf: `post ${person}/end-sessions`,
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
    listPolicyVersions: 'get /v1/organisations/{organisation}/policy-versions',
    getPolicyVersion: 'get /v1/organisations/{organisation}/policy-versions/{version}',
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
      'signInByOpenId',
      'signInBrowser',
      'signInLocally',
      'setPassword',
      'offerSecondFactor',
      'enrolSecondFactor',
      // A key of a service account is shown once, and each asking makes another.
      ...['getServiceToken', 'makeServiceKey'],
      ...['previewDeadline', 'previewReply'],
      'followUp',
      'confirmRegistration',
      'proveCustomerCode',
      'proveRepresentativeCode',
      'attachAsCustomer',
      'disownStatement',
      'findComplaintPage',
    ].includes(operationId);
    expect({ operationId, asks }).toEqual({ operationId, asks: method === 'post' && !exempt });
    expect(Object.keys(responses.default?.content ?? {})).toEqual(['application/problem+json']);
  }
});

test('whatever a format of the query gives is in the document, besides JSON', () => {
  const typesOf = (id: string) => {
    const operation = operations().find(({ operationId }) => operationId === id);
    return Object.keys(operation?.responses['200']?.content ?? {}).map((type) => type.replace(/^.*(\/|\.)/, ''));
  };
  expect(typesOf('exportRegister')).toEqual(['json', 'csv', 'sheet']);
  expect(typesOf('leadPipeline')).toEqual(['json', 'csv', 'sheet']);
  expect(typesOf('surveyReport')).toEqual(['json', 'csv', 'sheet', 'html']);
  expect(typesOf('getSurveyQrCode')).toEqual(['svg+xml', 'png']);
});

test('an operation without security is one of those that the design leaves open', () => {
  const open = operations().filter(({ security }) => security.length === 0);
  expect(
    open
      .map(({ path }) => path)
      .filter(
        (path) =>
          !/^\/($|outbox$|public|health|metrics$|v1\/session(\/(password|openid|browser|local|local-accounts))?$|v1\/service-token$)/.test(
            path,
          ),
      ),
  ).toEqual([]);
});

test('every operation with a body but sign-in and a browser’s file has an example', () => {
  const without = operations().filter(
    ({ operationId, requestBody }) => requestBody && namesOfExamples(operationId).length === 0,
  );
  // A file that a browser sends is not written down.
  expect(without.map(({ operationId }) => operationId)).toEqual([
    ...[
      'signIn',
      'signInByOpenId',
      'signInBrowser',
      'setPassword',
      'signInLocally',
      'enrolSecondFactor',
      'getServiceToken',
      'makeServiceKey',
      'attachAsCustomer',
    ],
  ]);
});

test('the documentation page shows that document', async () => {
  expect((await api.anybody.get('/docs/')).text).toContain('swagger-ui');
  expect((await api.anybody.get('/docs/swagger-initializer.js')).text).toContain("url: '/openapi.json'");
});
