/** Every workflow that the worker runs: one per kind of case, and the product's own housekeeping. */

export * from './cases.ts';
export { archiveHistories } from './upkeep/archive-histories.ts';
export { importCustomers } from './upkeep/import-customers.ts';
export { inviteToSurvey } from './upkeep/invite-to-survey.ts';
export { sendContactCode } from './upkeep/send-contact-code.ts';
export { sendRegistrationCode } from './upkeep/send-registration-code.ts';
export { sendReports } from './upkeep/send-reports.ts';
export { startSurveyCycles } from './upkeep/start-survey-cycles.ts';
export { sweepOrphans } from './upkeep/sweep-orphans.ts';
export { tellOfAbsence } from './upkeep/tell-of-absence.ts';
export { tellStaff } from './upkeep/tell-staff.ts';
