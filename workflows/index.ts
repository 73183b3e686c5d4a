/** Every workflow that the worker runs: one per kind of case, and the product's own housekeeping. */
export { archiveHistories } from './archive-histories.ts';
export { complaint } from './complaint.ts';
export { departmentTicket } from './department-ticket.ts';
export { followedItem } from './followed-item.ts';
export { importCustomers } from './import-customers.ts';
export { inviteToSurvey } from './invite-to-survey.ts';
export { lead } from './lead.ts';
export { recordChange } from './record-change.ts';
export { sendContactCode } from './send-contact-code.ts';
export { sendRegistrationCode } from './send-registration-code.ts';
export { sendReports } from './send-reports.ts';
export { startSurveyCycles } from './start-survey-cycles.ts';
export { surveyCycle } from './survey-cycle.ts';
export { sweepOrphans } from './sweep-orphans.ts';
export { tellOfAbsence } from './tell-of-absence.ts';
export { tellStaff } from './tell-staff.ts';
