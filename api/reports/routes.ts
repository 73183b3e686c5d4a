import { z } from 'zod';
import { pageQuery } from '../../application/page-query.ts';
import {
  casesOfCell,
  checkReport,
  keepReportOf,
  listReports,
  readReport,
} from '../../application/reports/made/read-report.ts';
import { mustReadReport } from '../../application/reports/made/who-reads.ts';
import { mustOversee } from '../../application/reports/sent-reports.ts';
import { CaseViewSchema } from '../cases/view-schema.ts';
import { type Route, route } from '../http/route.ts';
import { reportFormats, writtenReport } from './report-files.ts';
import { Definition, Report, reportView } from './report-schema.ts';

const base = '/v1/organisations/{organisation}/reports';
const one = `${base}/{report}/{from}`;
const tag = 'reports';

export const reportRoutes: Route[] = [
  route({
    method: 'get',
    path: `${base}/definitions`,
    operationId: 'listReports',
    summary: 'Every report: what it counts, for which periods, and which ones have been kept',
    tag,
    permission: mustOversee,
    replies: { 200: { description: 'The reports.', schema: z.object({ items: z.array(Definition) }) } },
    handle: async (context) => ({ status: 200, body: { items: await listReports(context) } }),
  }),
  route({
    method: 'get',
    path: one,
    operationId: 'getReport',
    isExport: true,
    summary: 'The report of the period that begins on a date: as it was kept, else as it stands now',
    tag,
    permission: mustReadReport,
    query: z.object({
      format: z.enum(reportFormats).default('json').meta({ description: '`html`: a page to print, with charts.' }),
      language: z.enum(['ar', 'en']).default('ar').meta({ description: 'Of all but JSON, which has codes.' }),
    }),
    replies: { 200: { description: 'JSON; with `format` CSV, Excel, or a page to print.', schema: Report } },
    handle: async (context) => writtenReport(context, await readReport(context)),
  }),
  route({
    method: 'post',
    path: one,
    operationId: 'makeReport',
    summary: 'Keep the report of a period that is over, once and for ever; a repetition finds it',
    tag,
    permission: mustOversee,
    idempotent: true,
    replies: { 200: { description: 'The report.', schema: Report } },
    handle: async (context) => ({ status: 200, body: reportView(await keepReportOf(context)) }),
  }),
  route({
    method: 'get',
    path: `${one}/check`,
    operationId: 'checkReport',
    isExport: true,
    summary: 'Whether a kept report comes out again as it was made',
    tag,
    permission: mustOversee,
    replies: {
      200: {
        description: 'Both digests.',
        schema: z.object({ digest: z.string(), again: z.string(), isSame: z.boolean() }),
      },
    },
    handle: async (context) => ({ status: 200, body: await checkReport(context) }),
  }),
  route({
    method: 'get',
    path: `${one}/cases`,
    operationId: 'listReportCases',
    isExport: true,
    summary: 'The complaints that one figure counts, as far as you may see them',
    tag,
    permission: mustReadReport,
    query: z.object({
      ...pageQuery,
      cell: z.string().max(300).meta({ description: '`received`, or `received/channel/phone`.' }),
    }),
    replies: {
      200: {
        description: 'A page of complaints.',
        schema: z.object({ items: z.array(CaseViewSchema), nextCursor: z.string().nullable() }),
      },
    },
    handle: async (context) => ({ status: 200, body: await casesOfCell(context) }),
  }),
];
