import type { Readable } from 'node:stream';
import { z } from 'zod';
import { localDate } from '../../application/local-date.ts';
import { mustReadRegister, readRegister, registerTable } from '../../application/reports/register.ts';
import type { RegisterEntry } from '../../reports/register/entry.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { registerAsCsv } from './csv.ts';
import { registerAsExcel } from './excel.ts';
import { registerAsJson } from './json.ts';

const Query = z.object({
  from: localDate.optional().meta({ description: 'First local date of receipt. Left out: from the beginning.' }),
  to: localDate.optional().meta({ description: 'Last local date of receipt. Left out: until now.' }),
  format: z.enum(['json', 'csv', 'xlsx']).default('json'),
  language: z.enum(['ar', 'en']).default('ar').meta({ description: 'Of the titles in CSV and Excel.' }),
});
type Query = z.infer<typeof Query>;

const instantOrNull = z.string().nullable();
const Entry = z
  .object({
    number: z.string(),
    category: z.string(),
    customerClass: z.string().nullable(),
    channel: z.string(),
    receivedAt: z.string().meta({ description: 'Local, as 2026-03-30T16:00:00+03:00[Asia/Riyadh].' }),
    proposedSolution: z.string().nullable(),
    customerToldAt: instantOrNull,
    status: z.string(),
    round: z.int(),
    breached: z.boolean(),
    answer: z.enum(['in-time', 'late', 'awaited', 'no-deadline']),
    owner: z.string().nullable(),
    department: z.string(),
  })
  .meta({ id: 'RegisterEntry' });

const counts = z.record(z.string(), z.int());
const Summary = z.object({
  total: z.int(),
  byCategory: counts,
  byStatus: counts,
  byAnswer: counts,
  breached: z.int(),
  medianHoursToAnswer: z.number().nullable(),
});

export const registerRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/organisations/{organisation}/register',
    operationId: 'exportRegister',
    isExport: true,
    summary: 'The register of complaints by date of receipt, with proposed solutions and its summary (N-13)',
    tag: 'register',
    permission: mustReadRegister,
    query: Query,
    replies: {
      200: {
        description: 'JSON; with `format` CSV or an Excel workbook.',
        schema: z.object({
          organisation: z.string(),
          from: instantOrNull,
          to: instantOrNull,
          items: z.array(Entry),
          summary: Summary,
        }),
      },
    },
    handle: async (context) => ({ status: 200, ...(await written(context, await readRegister(context))) }),
  }),
];

async function written(
  context: Context<Query>,
  entries: AsyncGenerator<RegisterEntry>,
): Promise<{ stream: Readable; headers: Record<string, string> }> {
  const { pack, query } = context;
  const { format, language, from = null, to = null } = query;
  if (format === 'json') {
    const head = { organisation: pack.id, from, to };
    return { stream: registerAsJson(entries, head), headers: { 'Content-Type': 'application/json; charset=utf-8' } };
  }
  const table = await registerTable(context, language);
  const [stream, type] =
    format === 'csv'
      ? [registerAsCsv(entries, table), 'text/csv; charset=utf-8']
      : [registerAsExcel(entries, table), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];
  const name = `register-${pack.id}-${from ?? 'first'}-${to ?? 'last'}.${format}`;
  const headers = { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` };
  return { stream, headers };
}
