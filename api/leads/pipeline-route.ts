import { z } from 'zod';
import { mustReadAllLeads } from '../../application/leads/lead-rules.ts';
import { namesIn } from '../../application/leads/names-in.ts';
import { leadPipeline } from '../../application/reports/leads-reported.ts';
import { pipelineColumns } from '../../reports/leads/columns.ts';
import { type Route, route } from '../http/route.ts';
import { asFile, shownAs } from '../reports/shown-table.ts';

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
      return { status: 200, ...asFile(body.items, pipelineColumns(language, await namesIn(context, language)), of) };
    },
  });
}
