import { z } from 'zod';
import { mustReadAllLeads } from '../../application/leads/lead-rules.ts';
import { type Names, namesIn } from '../../application/leads/names-in.ts';
import { leadPipeline } from '../../application/reports/leads-reported.ts';
import type { PipelineEntry } from '../../reports/leads/pipeline.ts';
import { type Route, route } from '../http/route.ts';
import { asFile, type Column, shownAs } from '../reports/shown-table.ts';
import { statusWords } from './status-words.ts';

const Entry = z.object({
  number: z.string(),
  programme: z.string(),
  owner: z.string().nullable(),
  status: z.string(),
  expected: z.string(),
  rate: z.int(),
  weighted: z.string().meta({ description: 'Expected × rate.' }),
  pledged: z.string().nullable(),
  received: z.string().nullable(),
  since: z.iso.datetime().meta({ description: 'In its present status since.' }),
  ageInDays: z.int(),
  missedWeeks: z.int(),
});
const sums = z.array(z.object({ key: z.string(), leads: z.int(), expected: z.string(), weighted: z.string() }));
const Pipeline = z.object({
  at: z.iso.datetime(),
  currency: z.string(),
  items: z.array(Entry),
  byStatus: sums,
  byProgramme: sums.meta({ description: 'Of open leads.' }),
  byOwner: sums.meta({ description: 'Of open leads; nobody is `none`.' }),
  chart: z
    .object({
      programmes: z.array(z.string()),
      series: z.array(z.object({ status: z.string(), weighted: z.array(z.number()), leads: z.array(z.int()) })),
    })
    .meta({ description: 'Stacked bars: a place for each programme, a series for each status.' }),
});

const columns = (language: 'ar' | 'en', named: Names): Column<PipelineEntry>[] => [
  { title: { ar: 'الرقم', en: 'Number' }, cell: ({ number }) => number },
  { title: { ar: 'البرنامج', en: 'Programme' }, cell: ({ programme }) => named.programme(programme) },
  { title: { ar: 'المسؤول', en: 'Owner' }, cell: ({ owner }) => named.person(owner) },
  { title: { ar: 'الحالة', en: 'Status' }, cell: ({ status }) => statusWords[status]?.[language] ?? status },
  { title: { ar: 'المبلغ المتوقع', en: 'Expected amount' }, cell: ({ expected }) => expected },
  { title: { ar: 'نسبة النجاح', en: 'Success rate' }, cell: ({ rate }) => rate, isNumber: true },
  { title: { ar: 'المرجّح', en: 'Expected × rate' }, cell: ({ weighted }) => weighted },
  { title: { ar: 'المتعهد به', en: 'Pledged' }, cell: ({ pledged }) => pledged },
  { title: { ar: 'المستلم', en: 'Received' }, cell: ({ received }) => received },
  { title: { ar: 'أيام في الحالة', en: 'Days in this status' }, cell: ({ ageInDays }) => ageInDays, isNumber: true },
  {
    title: { ar: 'أسابيع بلا مراجعة', en: 'Weeks without review' },
    cell: ({ missedWeeks }) => missedWeeks,
    isNumber: true,
  },
];

export function pipelineRoute(base: string): Route {
  return route({
    method: 'get',
    path: `${base}/pipeline`,
    operationId: 'leadPipeline',
    summary: 'What may come: leads by status, programme and owner, expected × rate, and age in their status',
    tag: 'leads',
    permission: mustReadAllLeads,
    query: z.object({
      programme: z.string().max(60).optional(),
      owner: z.string().max(200).optional(),
      ...shownAs,
    }),
    replies: { 200: { description: 'JSON; with `format` CSV or an Excel workbook.', schema: Pipeline } },
    async handle(context) {
      const { format, language } = context.query;
      const body = await leadPipeline(context, context.query);
      if (format === 'json') return { status: 200, body };
      const title = { ar: 'الفرص', en: 'Leads' };
      const of = { format, language, title, file: `leads-${context.pack.id}-${body.at.slice(0, 10)}` };
      return { status: 200, ...asFile(body.items, columns(language, await namesIn(context, language)), of) };
    },
  });
}
