import type { Route } from './route.ts';

/** What other systems may be allowed: to bring things in. What changes a case otherwise, gives rights or decides is people's. */
const bringing = [
  ...['openComplaint', 'attachComplaint', 'commentComplaint', 'logContactComplaint', 'openDepartmentTicket'],
  ...['noteDepartmentTicket', 'resolveDepartmentTicket', 'openLead', 'attachLead', 'logContactLead'],
  ...['addProgramme', 'changeProgramme', 'recordContribution', 'importContributions', 'prepareRecordChange'],
  ...['startImport', 'inviteToSurvey', 'sendSurveyInvitations', 'previewDeadline'],
];

/** What only people read: the directory, who looked at what, all that is kept of a person, and the audit trail of a case. */
const peoples = ['session', 'staff', 'audit', 'privacy'];

/** True of an operation that the list of a service account may name. A new one that changes something is closed. */
export function isForServices({ operationId, method, permission, tag }: Route): boolean {
  if (typeof permission !== 'function' && permission !== 'signed-in') return false;
  if (method !== 'get') return bringing.includes(operationId);
  return !peoples.includes(tag) && !operationId.endsWith('Audit');
}
