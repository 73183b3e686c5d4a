import { z } from 'zod';
import { mustReadAllLeads } from '../../application/leads/lead-rules.ts';
import { asFile, type Column, type Names, namesIn, shownAs, statusWords } from '../../application/leads/shown-table.ts';
import {
  dateAfter,
  firstOfWeek,
  reportedTypes,
  sumOfWeek,
  type WeekOfLead,
  weekOf,
} from '../../application/reports/lead-weekly-report.ts';
import { calendarAfter } from '../../db/calendars.ts';
import { leadEvents, leadsOf } from '../../db/leads.ts';
import { openCalendar } from '../../domain/deadline/calendar.ts';
import { dayStart } from '../../domain/deadline/day-start.ts';
import { type Route, route } from '../http/route.ts';

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
    async handle({ dependencies, pack, principal, query, receivedAt }) {
      const { database } = dependencies;
      const calendar = await calendarAfter(database, pack.id, pack.calendar, 0);
      if (!calendar) throw new Error(`calendar ${pack.calendar} of ${pack.id} has not been published`);
      const opened = openCalendar(calendar.calendar);
      const first = query.week ?? firstOfWeek(opened, receivedAt);
      const period = { from: dayStart(opened, first), before: dayStart(opened, first, 7) };
      const wanted = { ...period, types: reportedTypes, prefix: pack.prefix };
      const events = await leadEvents(database, pack.id, wanted);
      const items = weekOf(await leadsOf(database, pack.id, principal.actor.id), events);
      const { format, language } = query;
      if (format !== 'json') {
        const title = { ar: 'التقرير الأسبوعي', en: 'Weekly report' };
        const of = { format, language, title, file: `leads-${pack.id}-week-of-${first}` };
        return { status: 200, ...asFile(items, columns(language, await namesIn(database, pack.id, language)), of) };
      }
      return { status: 200, body: { from: first, to: dateAfter(first, 6), items, summary: sumOfWeek(items) } };
    },
  });
}
