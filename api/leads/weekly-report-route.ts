import { z } from 'zod';
import { mustReadAllLeads } from '../../application/leads/lead-rules.ts';
import { namesIn } from '../../application/leads/names-in.ts';
import { localDate } from '../../application/local-date.ts';
import { leadWeeklyReport } from '../../application/reports/leads-reported.ts';
import { weekColumns } from '../../reports/leads/columns.ts';
import { type Route, route } from '../http/route.ts';
import { asFile, shownAs } from '../reports/shown-table.ts';

const Line = z.object({
  number: z.string(),
  programme: z.string(),
  owner: z.string().nullable(),
  status: z.string().meta({ description: 'As it is now.' }),
  rate: z.int(),
  steps: z.array(z.string()),
  reviewed: z.int(),
  missed: z.int(),
  contacts: z.int(),
  attempts: z.int(),
  rated: z.object({ from: z.int(), to: z.int() }).nullable(),
  pledgesMissed: z.int(),
});
const count = z.int();
const Report = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  items: z.array(Line),
  summary: z.object({
    ...{ leads: count, reviewed: count, missed: count, contacts: count, changed: count, pledgesMissed: count },
  }),
});

export function weeklyReportRoute(base: string): Route {
  return route({
    method: 'get',
    path: `${base}/weekly-report`,
    operationId: 'leadWeeklyReport',
    summary: 'What became of leads in a week: reviewed, missed, contacts, changes of status and of rates (N-06)',
    tag: 'leads',
    permission: mustReadAllLeads,
    query: z.object({
      week: localDate.optional().meta({ description: 'Its first local date. Left out: the seven days up to now.' }),
      ...shownAs,
    }),
    replies: { 200: { description: 'JSON; with `format` CSV or an Excel workbook.', schema: Report } },
    async handle(context) {
      const { format, language, week } = context.query;
      const body = await leadWeeklyReport(context, week);
      if (format === 'json') return { status: 200, body };
      const title = { ar: 'التقرير الأسبوعي', en: 'Weekly report' };
      const of = { format, language, title, file: `leads-${context.pack.id}-week-of-${body.from}` };
      return { status: 200, ...asFile(body.items, weekColumns(language, await namesIn(context, language)), of) };
    },
  });
}
