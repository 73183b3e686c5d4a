import { z } from 'zod';
import { mustReadAllLeads } from '../../application/leads/lead-rules.ts';
import { type Names, namesIn } from '../../application/leads/names-in.ts';
import { leadWeeklyReport } from '../../application/reports/leads-reported.ts';
import type { WeekOfLead } from '../../reports/leads/weekly-report.ts';
import { type Route, route } from '../http/route.ts';
import { asFile, type Column, shownAs } from '../reports/shown-table.ts';
import { statusWords } from './status-words.ts';

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

const columns = (language: 'ar' | 'en', named: Names): Column<WeekOfLead>[] => [
  { title: { ar: 'الرقم', en: 'Number' }, cell: ({ number }) => number },
  { title: { ar: 'البرنامج', en: 'Programme' }, cell: ({ programme }) => named.programme(programme) },
  { title: { ar: 'المسؤول', en: 'Owner' }, cell: ({ owner }) => named.person(owner) },
  { title: { ar: 'الحالة', en: 'Status' }, cell: ({ status }) => statusWords[status]?.[language] ?? status },
  { title: { ar: 'نسبة النجاح', en: 'Success rate' }, cell: ({ rate }) => rate, isNumber: true },
  { title: { ar: 'روجعت', en: 'Reviewed' }, cell: ({ reviewed }) => reviewed, isNumber: true },
  { title: { ar: 'أسابيع بلا مراجعة', en: 'Missed weeks' }, cell: ({ missed }) => missed, isNumber: true },
  { title: { ar: 'اتصالات', en: 'Contacts' }, cell: ({ contacts }) => contacts, isNumber: true },
  { title: { ar: 'محاولات', en: 'Attempts' }, cell: ({ attempts }) => attempts, isNumber: true },
  {
    title: { ar: 'تعهدات لم تُسدَّد', en: 'Pledges not kept' },
    cell: ({ pledgesMissed }) => pledgesMissed,
    isNumber: true,
  },
];

export function weeklyReportRoute(base: string): Route {
  return route({
    method: 'get',
    path: `${base}/weekly-report`,
    operationId: 'leadWeeklyReport',
    summary: 'What became of leads in a week: reviewed, missed, contacts, changes of status and of rates (N-06)',
    tag: 'leads',
    permission: mustReadAllLeads,
    query: z.object({
      week: z.iso.date().optional().meta({ description: 'Its first local date. Left out: the seven days up to now.' }),
      ...shownAs,
    }),
    replies: { 200: { description: 'JSON; with `format` CSV or an Excel workbook.', schema: Report } },
    async handle(context) {
      const { format, language, week } = context.query;
      const body = await leadWeeklyReport(context, week);
      if (format === 'json') return { status: 200, body };
      const title = { ar: 'التقرير الأسبوعي', en: 'Weekly report' };
      const of = { format, language, title, file: `leads-${context.pack.id}-week-of-${body.from}` };
      return { status: 200, ...asFile(body.items, columns(language, await namesIn(context, language)), of) };
    },
  });
}
