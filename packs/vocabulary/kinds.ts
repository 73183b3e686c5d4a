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
