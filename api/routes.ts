import { checkpointRoutes } from './audit/checkpoint-routes.ts';
import { questionRoutes } from './audit/question-routes.ts';
import { replayRoutes } from './audit/replay-routes.ts';
import { changesRoute } from './cases/changes-route.ts';
import { caseReadingRoutes } from './cases/reading-routes.ts';
import { workRoutes } from './cases/work-routes.ts';
import { manyRoutes } from './complaints/many/routes.ts';
import { callersRoute } from './customers/callers-route.ts';
import { customerRoutes } from './customers/routes.ts';
import type { Route } from './http/route.ts';
import { incidentRoutes } from './incidents/routes.ts';
import { kindRoutes } from './kinds.ts';
import { knowledgeRoutes } from './knowledge/routes.ts';
import { movingInRoutes } from './moving-in/routes.ts';
import { calendarRoutes } from './organisation/calendar-routes.ts';
import { deadlineRoutes } from './organisation/deadline-routes.ts';
import { policyRoutes } from './organisation/policy-routes.ts';
import { policyVersionRoutes } from './organisation/policy-version-routes.ts';
import { serviceRoutes } from './organisation/service-routes.ts';
import { staffRoutes } from './organisation/staff-routes.ts';
import { privacyRoutes } from './privacy/routes.ts';
import { contributionRoutes } from './programmes/contribution-routes.ts';
import { programmeRoutes } from './programmes/routes.ts';
import { receiptRoutes } from './public/receipt-routes.ts';
import { registrationRoutes } from './public/registration/routes.ts';
import { publicRoutes } from './public/routes.ts';
import { publicSurveyRoutes } from './public/surveys/survey-routes.ts';
import { registerRoutes } from './register/routes.ts';
import { deskRoutes } from './reports/desk-routes.ts';
import { reportRoutes } from './reports/routes.ts';
import { sentReportRoutes } from './reports/sent-routes.ts';
import { statisticsRoutes } from './reports/statistics-routes.ts';
import { paperFormRoutes } from './surveys/paper-form-routes.ts';
import { questionnaireRoutes } from './surveys/questionnaire-routes.ts';
import { surveyReportRoutes } from './surveys/report-route.ts';
import { surveyRoutes } from './surveys/survey-routes.ts';
import { healthRoutes } from './system/health-routes.ts';
import { localSignInRoutes } from './system/local-sign-in-routes.ts';
import { outboxRoute } from './system/outbox-route.ts';
import { secondFactorRoutes } from './system/second-factor-routes.ts';
import { serviceTokenRoute } from './system/service-token-route.ts';
import { sessionRoutes } from './system/session-routes.ts';

/** Every operation of the API. */
export const routes: Route[] = [
  ...sessionRoutes,
  ...localSignInRoutes,
  outboxRoute,
  ...secondFactorRoutes,
  serviceTokenRoute,
  ...serviceRoutes(() => routes),
  ...Object.values(kindRoutes).flat(),
  ...caseReadingRoutes('/v1/organisations/{organisation}/cases', 'cases', null),
  ...replayRoutes,
  ...workRoutes,
  changesRoute,
  ...manyRoutes,
  ...incidentRoutes,
  ...registerRoutes,
  ...movingInRoutes,
  ...customerRoutes,
  callersRoute,
  ...privacyRoutes,
  ...programmeRoutes,
  ...contributionRoutes,
  ...deadlineRoutes,
  ...calendarRoutes,
  ...staffRoutes,
  ...policyRoutes,
  ...policyVersionRoutes,
  ...knowledgeRoutes,
  ...sentReportRoutes,
  ...reportRoutes,
  ...deskRoutes,
  ...statisticsRoutes,
  ...questionRoutes,
  ...checkpointRoutes,
  ...questionnaireRoutes,
  ...surveyRoutes,
  ...surveyReportRoutes,
  ...paperFormRoutes,
  ...publicRoutes,
  ...registrationRoutes,
  ...publicSurveyRoutes,
  ...receiptRoutes,
  ...healthRoutes,
];
