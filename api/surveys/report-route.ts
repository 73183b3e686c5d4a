import { z } from 'zod';
import { mustReadSurveys } from '../../application/surveys/permissions.ts';
import { surveyReport } from '../../application/surveys/report.ts';
import { surveyIn } from '../../application/surveys/survey-in.ts';
import { type Route, route } from '../http/route.ts';
import { reportFormats, writtenReport } from './report-files.ts';
import { Report } from './report-schema.ts';

const Query = z.object({
  format: z.enum(reportFormats).default('json').meta({ description: '`html`: a page to print.' }),
  language: z.enum(['ar', 'en']).default('ar').meta({ description: 'Of all but JSON, which has both.' }),
});

export const surveyReportRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/organisations/{organisation}/surveys/{survey}/report',
    operationId: 'surveyReport',
    summary:
      'What the answers to a closed survey say, with nothing that leads to fewer than five people (N-09, N-10, B-02)',
    tag: 'surveys',
    permission: mustReadSurveys,
    query: Query,
    replies: { 200: { description: 'JSON; with `format` CSV, Excel, or a page to print.', schema: Report } },
    async handle(context) {
      const { dependencies, pack, query } = context;
      const report = await surveyReport(dependencies, await surveyIn(context), pack);
      return writtenReport(report, query.format, query.language);
    },
  }),
];
