/** The closed lists that a pack may draw on. What is not here cannot be said in a pack, so a typing error is found. */

/** Every organisation has these five; its own roles come on top. */
export const standardRoles = ['agent', 'supervisor', 'manager', 'quality', 'auditor'] as const;
export type StandardRole = (typeof standardRoles)[number];

/** The commands of a case, as rights and `switchedOff` name them. */
export const commandNames = [
  'open',
  'accept',
  'return-for-completion',
  'complete',
  'decline',
  'assign',
  'pause',
  'resume',
  'answer',
  'interim',
  'log-contact',
  'find-party',
  'record-discussion',
  'confirm',
  'withdraw',
  'approve',
  'repin',
  'extend',
  'open-department-ticket',
  'object',
  'reopen',
  'attach',
  'hand-over',
  'take',
  'decline-hand-over',
  'link',
  'unlink',
  'merge',
  'split',
  'report-abuse',
  'name-staff',
  'share',
  'unshare',
  'comment',
  'ask',
  'answer-question',
  'rate',
  'tick-step',
  'book-appointment',
  'keep-appointment',
  'cancel-appointment',
  'prepare-claim',
  'amend-claim',
  'approve-claim',
  'reject-claim',
  'record-goodwill',
  'give-back',
  'disown',
  'correct-contact',
  'correct-fields',
  'correct-category',
  'correct-received',
  'approve-correction',
  'reject-correction',
] as const;

/** The events of a complaint that may start or stop a clock, or be told to somebody. */
export const eventNames = [
  'received',
  'accepted',
  'returnedForCompletion',
  'completed',
  'declined',
  'assigned',
  'paused',
  'resumed',
  'answered',
  'solved',
  'customerTold',
  'answerCameBack',
  'interimAnswered',
  'contactLogged',
  'complainantContacted',
  'partyFound',
  'teamDiscussed',
  'confirmed',
  'roundOpened',
  'closed',
  'withdrawn',
  'breached',
  'contactAttempted',
  'returnsExhausted',
  'clockUnarmed',
  'ticketOpened',
  'ticketResolved',
  'ticketReturned',
  'ticketAccepted',
  'ticketBreached',
  'ticketNotOpened',
  'objected',
  'reopened',
  'roundsExceeded',
  'attached',
  'extended',
  'handOverOffered',
  'handOverTaken',
  'handOverReturned',
  'nobodyToAssign',
  'departmentContacted',
  'linked',
  'unlinked',
  'splitOff',
  'merged',
  'mergeTaken',
  'mergeRefused',
  'abuseReported',
  'staffNamed',
  'shared',
  'unshared',
  'commented',
  'questionAsked',
  'questionAnswered',
  'ownerLost',
  'rated',
  'promiseMissed',
  'contactMissed',
  'answerNotPhoned',
  'stepDone',
  'appointmentBooked',
  'appointmentReminded',
  'appointmentKept',
  'appointmentNotKept',
  'appointmentCancelled',
  'appointmentMissed',
  'claimPrepared',
  'claimAmended',
  'claimApprovalGiven',
  'claimApproved',
  'claimRejected',
  'claimWithdrawn',
  'goodwillRecorded',
  'goodwillProposed',
  'goodwillApproved',
  'goodwillGranted',
  'goodwillRefused',
  'givenBack',
  'contactCorrected',
  'fieldsCorrected',
  'correctionProposed',
  'correctionApproved',
  'correctionRejected',
  'categoryCorrected',
  'receivedCorrected',
  'spokenFor',
  'withdrawalClaimed',
  'withdrawalVoid',
  'statementDisowned',
  'statementStood',
] as const;

/** The events of a department's ticket that may start or stop a clock of it, or be told to somebody. */
export const ticketEventNames = [
  'opened',
  'assigned',
  'resolved',
  'returned',
  'accepted',
  'withdrawn',
  'breached',
  'ownerLost',
] as const;

/** How a customer of the registry may be reached. */
export const contactKinds = ['mobile', 'phone', 'email', 'address', 'social-media'] as const;

/** The commands of a record change, as rights and stand-ins name them. */
export const recordChangeCommandNames = [
  'open',
  'review',
  'approve',
  'reject',
  'amend',
  'enter',
  'archive',
  'withdraw',
] as const;

/** The events of a record change that may start or stop a clock of it, or be told to somebody. */
export const recordChangeEventNames = [
  'prepared',
  'reviewed',
  'approvalGiven',
  'approved',
  'rejected',
  'amended',
  'entered',
  'cameBack',
  'archived',
  'withdrawn',
  'nobodyCanAct',
  'breached',
  'clockUnarmed',
] as const;

/** The commands of a followed item, as stand-ins name them. */
export const followedItemCommandNames = ['complete', 'accept', 'return', 'change-date', 'withdraw', 'assign'] as const;

/** The events of a followed item that may be told to somebody. */
export const followedItemEventNames = [
  'opened',
  'completed',
  'accepted',
  'returned',
  'dateChanged',
  'assigned',
  'withdrawn',
  'breached',
  'clockUnarmed',
] as const;

/** The commands of a survey cycle, as stand-ins name them. */
export const surveyCycleCommandNames = [
  'open',
  'prepare',
  'review',
  'return',
  'close-collection',
  'report',
  'discuss',
  'agree-steps',
  'decide',
  'finish',
  'act',
  'withdraw',
] as const;

/** The events of a survey cycle that may start or stop a clock of it, or be told to somebody. */
export const surveyCycleEventNames = [
  'started',
  'prepared',
  'reviewGiven',
  'reviewed',
  'returned',
  'collectionOpened',
  'collectionNotOpened',
  'collectionClosed',
  'reported',
  'reportFailed',
  'discussionGiven',
  'discussed',
  'stepsProposed',
  'agreementGiven',
  'stepsAgreed',
  'decided',
  'donorsSurveyOpened',
  'donorsReported',
  'donorsActedOn',
  'finished',
  'withdrawn',
  'breached',
  'clockUnarmed',
] as const;

/** The commands of a lead, as rights and stand-ins name them. */
export const leadCommandNames = [
  'open',
  'follow',
  'log-contact',
  'rate',
  'review',
  'close',
  'succeed',
  'cancel',
  'correct',
  'assign',
  'attach',
  'request-contact',
  'appoint-contact',
  'approve-contact',
  'reject-contact',
] as const;

/** The events of a lead that may start or stop a clock of it, or be told to somebody. */
export const leadEventNames = [
  'identified',
  'followed',
  'contactLogged',
  'contactAttempted',
  'rated',
  'reviewed',
  'weekMissed',
  'closed',
  'succeeded',
  'cancelled',
  'corrected',
  'assigned',
  'attached',
  'contactRequested',
  'appointmentProposed',
  'contactApprovalGiven',
  'contactApproved',
  'contactRejected',
  'contactExpired',
  'contactAppointed',
  'appointmentStale',
  'strangerReported',
  'fundingMatched',
  'paymentDue',
  'pledgeMissed',
  'arrearsCleared',
  'breached',
  'clockUnarmed',
] as const;

/** What a form can ask of the registry of customers (N-20, F-04). */
export const registryActions = ['new', 'change', 'merge', 'deactivate', 'import', 'fields'] as const;

/**
 * Parameters that are `none` in some messages: a template shows them only inside a `select` on themselves.
 * `customer` is the name of the person who is written to, and `none` in every letter to staff.
 */
const sometimesNone = [
  'dueLocal',
  'reasonCode',
  'clock',
  'amount',
  'link',
  'mergedInto',
  'customer',
  'missing',
  'completeUntil',
  'reopenUntil',
  'followUpUntil',
  'solved',
  'closedBy',
  'saidBy',
  'reopened',
  'benefit',
  'appointment',
  'person',
  'donor',
  'related',
  'rung',
  'item',
  'spoken',
  'programme',
  'place',
] as const;

/** What a template may show. No letter to staff says who the customer is or has a word of theirs (design §2, rule 8). */
export const templateParameters = [
  'number',
  'category',
  'organisation',
  'status',
  'kind',
  'signature',
  ...sometimesNone,
] as const;
/** What a pack's signature may show; all but the organisation is `none` where nobody in particular writes (G-06). */
export const optionalSignatureParameters = ['staffName', 'staffTitle', 'department'] as const;
export const signatureParameters = ['organisation', ...optionalSignatureParameters] as const;

export type TemplateParameter = (typeof templateParameters)[number];

export const optionalParameters: readonly TemplateParameter[] = sometimesNone;

/** Ladders write to staff with these two: the first for a rung before the due instant, the second from then on. */
export const ladderTemplates = ['deadline-near', 'deadline-missed'] as const;

/** How many rules each document of the requirements has: `F-18` exists, `F-19` does not. */
const ruleCounts: Record<string, number> = { F: 18, C: 15, N: 25, B: 9, G: 12, X: 4 };

export function ruleExists(id: string): boolean {
  const [letter = '', digits = ''] = id.split('-');
  return /^\d\d$/.test(digits) && Number(digits) >= 1 && Number(digits) <= (ruleCounts[letter] ?? 0);
}
