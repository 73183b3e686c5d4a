/** Lists, reports and files that leave the product, and what each says of people. */
import { accessFields } from '../application/audit/questions/accesses.ts';
import { approvalFields } from '../application/audit/questions/approvals.ts';
import { breachFields } from '../application/audit/questions/breaches.ts';
import { latenessFields } from '../application/audit/questions/lateness.ts';
import { refusalFields } from '../application/audit/questions/refusals.ts';
import { sampleFields } from '../application/audit/questions/sample.ts';
import { callersComplaintFields, callersRecordFields } from '../application/complaints/callers/look-up-caller.ts';
import { resultFields } from '../application/moving-in/result.ts';
import { serviceFields } from '../application/organisation/service-accounts.ts';
import { customerItemFields } from '../application/registry/list-customers.ts';
import { statisticsFields } from '../application/reports/customers/statistics.ts';
import { reportFields } from '../application/reports/made/read-report.ts';
import { sessionFields } from '../application/sessions/own-sessions.ts';
import { memberFields } from '../application/staff/member.ts';
import type { PersonalClass } from '../domain/personal-class.ts';
import { pipelineFields, pipelineFigures } from '../reports/leads/pipeline.ts';
import { weekFields, weekFigures } from '../reports/leads/weekly-report.ts';
import { registerFields } from '../reports/register/entry.ts';
import { registerFigures } from '../reports/register/summary.ts';
import { surveyReportFields } from '../reports/surveys/report.ts';

/** By what the documentation of the API calls them. */
export const listedFields: Record<string, Readonly<Record<string, PersonalClass>>> = {
  exportRegister: { ...registerFields, ...registerFigures },
  leadPipeline: { ...pipelineFields, ...pipelineFigures },
  leadWeeklyReport: { ...weekFields, ...weekFigures },
  getReport: reportFields,
  getCustomerStatistics: statisticsFields,
  surveyReport: surveyReportFields,
  searchCustomers: customerItemFields,
  lookUpCaller: { ...callersRecordFields, ...callersComplaintFields },
  listStaff: memberFields,
  listSessions: sessionFields,
  listServices: serviceFields,
  auditAccesses: accessFields,
  auditBreaches: breachFields,
  auditApprovals: approvalFields,
  auditRefusals: refusalFields,
  auditLateness: latenessFields,
  auditSample: sampleFields,
  getMovingInResult: resultFields,
};
