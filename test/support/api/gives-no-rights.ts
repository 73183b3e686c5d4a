/** What gives nobody of the staff a right, and why: everything else is tried by every role for its own gain (7.2). */

/** Commands of each kind that give nobody rights, and why it is so. */
const work = 'goes on with the case, for whoever works on it already';
const decision = 'a second person decides: tried under `SamePerson` in the tests of approvals';
const customers = 'the customer’s own wish, recorded with how it was said (F-10)';
export const givesNothing: Record<string, Record<string, string[]>> = {
  complaint: {
    [work]: [
      ...[
        'open',
        'return-for-completion',
        'complete',
        'decline',
        'pause',
        'resume',
        'answer',
        'interim',
        'log-contact',
        'identify',
        'deliver-letter',
      ],
      ...['find-party', 'record-discussion', 'open-department-ticket', 'attach', 'report-abuse', 'tick-step'],
      ...[
        'keep-appointment',
        'cancel-appointment',
        'correct-fields',
        'extend',
        'repin',
        'comment',
        'ask',
        'answer-question',
        'undo-merge',
        'join-incident',
        'leave-incident',
      ],
    ],
    [decision]: [
      'approve',
      'prepare-claim',
      'amend-claim',
      'approve-claim',
      'reject-claim',
      'record-goodwill',
      'correct-category',
      'correct-received',
      'approve-correction',
      'reject-correction',
    ],
    'names a contact that is not one’s own: tried in `test/api/complaints/representatives.ts`': [
      'set-representative',
      'end-representative',
    ],
    [customers]: ['confirm', 'withdraw', 'object', 'reopen', 'rate', 'disown'],
    'takes from the one who gives it, or from others': ['decline-hand-over', 'unlink', 'unshare', 'give-back'],
  },
  departmentTicket: { [work]: ['note', 'resolve'], [decision]: ['accept', 'return'] },
  recordChange: {
    [decision]: ['review', 'approve', 'reject', 'enter', 'archive'],
    [work]: ['open', 'amend', 'withdraw'],
  },
  followedItem: {
    [decision]: ['accept', 'return', 'change-date', 'withdraw'],
    [work]: ['complete'],
    'gives a duty: its owner says that it is done, and others judge it': ['assign'],
  },
  surveyCycle: {
    [decision]: ['review', 'return', 'discuss', 'agree-steps', 'decide'],
    [work]: ['open', 'prepare', 'close-collection', 'report', 'act', 'finish', 'withdraw'],
  },
  procedure: {
    [decision]: ['review', 'approve', 'return', 'reject', 'decide'],
    [work]: ['open', 'submit', 'carry-out', 'receive', 'archive', 'acknowledge', 'excuse', 'evaluate', 'withdraw'],
  },
  lead: {
    [work]: ['open', 'follow', 'log-contact', 'rate', 'review', 'close', 'succeed', 'cancel', 'correct', 'attach'],
    'takes a request away': ['reject-contact'],
  },
};

/** Of everything else that changes something: why it gives nobody of the staff a right. */
export const givesNothingElse: Record<string, string[]> = {
  'takes rights away': ['endAbsence', 'cancelAbsence', 'switchOff', 'endSessionsOf', 'refusePlace', 'leaveStaff'],
  'the code goes to the person alone': ['resetPassword'],
  'two of those who give rights, and neither is the person: tried in second-factor.ts and services.ts': [
    ...['proposeService', 'confirmService', 'makeServiceKey'],
    ...['proposeSecondFactorReset', 'confirmSecondFactorReset'],
  ],
  'by the commands of each case, which are tried here': ['handOverAll', 'splitComplaint'],
  'work, money or figures, and no right': [
    ...['openComplaint', 'openLead', 'openLeadRound', 'prepareRecordChange', 'startImport', 'startSurveyCycle'],
    ...['startProcedure', 'proposeMovingIn', 'approveMovingIn', 'declineMovingIn'],
    ...['recordInterestsDiscussion', 'reviewLeads', 'addProgramme', 'changeProgramme', 'recordContribution'],
    ...['importContributions', 'previewDeadline', 'publishCalendar', 'inviteToSurvey', 'typePaperForms'],
    ...['makeReport', 'saveCustomerStatistics', 'askErasure', 'approveErasure', 'rejectErasure', 'actOnLegalHold'],
    ...['assignComplaints', 'declareIncident', 'joinComplaintsToIncident', 'tellOfIncident', 'answerIncident'],
    ...['approveAnswerOfIncident', 'sendAnswerOfIncident'],
    ...['proposeKnowledge', 'approveKnowledge', 'declineKnowledge', 'retireKnowledge'],
    ...['replayCase', 'settlePaperForm', 'makeQuestionnaire', 'reviseQuestionnaire', 'sendSurveyInvitations'],
  ],
};
