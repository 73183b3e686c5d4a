import type { Readable } from 'node:stream';
import { z } from 'zod';
import { Refused } from '../../application/refused.ts';
import { registerEntries } from '../../application/reports/register-entries.ts';
import type { RegisterEntry } from '../../application/reports/register-entry.ts';
import { RegisterTable } from '../../application/reports/register-table.ts';
import { calendarAfter } from '../../db/calendars.ts';
import type { RegisterPeriod } from '../../db/register.ts';
import { staffOf } from '../../db/staff.ts';
import { openCalendar, type WorkingCalendar } from '../../domain/deadline/calendar.ts';
import { dayStart } from '../../domain/deadline/day-start.ts';
import { rightsOf } from '../../packs/rights.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { registerAsCsv } from './csv.ts';
import { registerAsExcel } from './excel.ts';
import { registerAsJson } from './json.ts';

const Query = z.object({
  from: z.iso.date().optional().meta({ description: 'First local date of receipt. Left out: from the beginning.' }),
  to: z.iso.date().optional().meta({ description: 'Last local date of receipt. Left out: until now.' }),
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
    async handle(context) {
      const { dependencies, pack } = context;
      const calendar = await calendarAfter(dependencies.database, pack.id, pack.calendar, 0);
      if (!calendar) throw new Error(`calendar ${pack.calendar} of ${pack.id} has not been published`);
      const opened = openCalendar(calendar.calendar);
      const period = periodOf(context, opened);
      await noteLook(context);
      const entries = registerEntries(dependencies, period, opened);
      return { status: 200, ...(await written(context, entries)) };
    },
  }),
];

/** The register shows answers of all cases. The policy names its readers; if it does not, they are those who may read all words. */
function mustReadRegister({ principal, pack }: Context): void {
  const { readers } = pack.kinds.complaint.register ?? {};
  if (readers) {
    if (principal.actor.roles.some((role) => readers.includes(role))) return;
    throw new Refused('Forbidden', 'The register is for those whom the policy names.');
  }
  const rights = rightsOf(pack);
  const mayRead = principal.actor.roles.some((role) => rights[role]?.read === 'all' && rights[role].words === 'all');
  if (!mayRead) throw new Refused('Forbidden', 'The register is for those who may read the words of every case.');
}

function periodOf({ pack, principal, query }: Context<Query>, calendar: WorkingCalendar): RegisterPeriod {
  const { from, to } = query;
  if (from && to && to < from) throw new Refused('InvalidQuery', '`to` must not lie before `from`.');
  return {
    organisation: pack.id,
    reader: principal.actor.id,
    from: from ? dayStart(calendar, from) : '0000-01-01T00:00:00Z',
    before: to ? dayStart(calendar, to, 1) : '9999-12-31T00:00:00Z',
  };
}

/** One look for the whole of it: no case's number, but the period and the form. */
async function noteLook({ dependencies, pack, principal, query, receivedAt }: Context<Query>): Promise<void> {
  const what = `register ${query.from ?? ''}..${query.to ?? ''} ${query.format}`;
  const look = { organisation: pack.id, number: '', by: principal.actor.id, what, reason: null, at: receivedAt };
  await dependencies.accessLog.record(look);
}

async function written(
  { dependencies, pack, query }: Context<Query>,
  entries: AsyncGenerator<RegisterEntry>,
): Promise<{ stream: Readable; headers: Record<string, string> }> {
  const { format, language, from = null, to = null } = query;
  if (format === 'json') {
    const head = { organisation: pack.id, from, to };
    return { stream: registerAsJson(entries, head), headers: { 'Content-Type': 'application/json; charset=utf-8' } };
  }
  const staff = await staffOf(dependencies.database, pack.id);
  const table = new RegisterTable(pack, language, new Map(staff.map(({ _id, name }) => [_id, name[language]])));
  const [stream, type] =
    format === 'csv'
      ? [registerAsCsv(entries, table), 'text/csv; charset=utf-8']
      : [registerAsExcel(entries, table), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];
  const name = `register-${pack.id}-${from ?? 'first'}-${to ?? 'last'}.${format}`;
  const headers = { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` };
  return { stream, headers };
}
