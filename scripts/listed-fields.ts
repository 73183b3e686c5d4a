/** Lists, reports and files that leave the product, and what each says of people. */
import { accessFields } from '../application/cases/reading/list-accesses.ts';
import { callersComplaintFields, callersRecordFields } from '../application/complaints/callers/look-up-caller.ts';
import { resultFields } from '../application/moving-in/result.ts';
import { serviceFields } from '../application/organisation/service-accounts.ts';
import { customerItemFields } from '../application/registry/list-customers.ts';
import { statisticsFields } from '../application/reports/customers/statistics.ts';
import { pipelineFields } from '../application/reports/lead-pipeline.ts';
import { weekFields, weekFigures } from '../application/reports/lead-weekly-report.ts';
import { pipelineFigures } from '../application/reports/leads-reported.ts';
import { reportFields } from '../application/reports/made/read-report.ts';
import { registerFields } from '../application/reports/register-entry.ts';
import { registerFigures } from '../application/reports/register-summary.ts';
import { sessionFields } from '../application/sessions/own-sessions.ts';
import { memberFields } from '../application/staff/member.ts';
import { surveyReportFields } from '../application/surveys/report.ts';
import type { PersonalClass } from '../db/personal-fields.ts';

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
  getMovingInResult: resultFields,
};
