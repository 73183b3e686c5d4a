import { z } from 'zod';
import { type LatenessOfMonth, LatenessQuery, lateness } from '../../application/audit/questions/lateness.ts';
import { mustAudit } from '../../application/audit/questions/listed.ts';
import { type Drawn, drawSample, SampleQuery } from '../../application/audit/questions/sample.ts';
import type { Column } from '../../reports/column.ts';
import { type Route, route } from '../http/route.ts';
import { asFile, shownAs } from '../reports/shown-table.ts';
import { base, tag } from './listed-route.ts';

const ms = z.number().meta({ description: 'Milliseconds.' });
const count = z.int();

const months: Column<LatenessOfMonth>[] = [
  { title: { ar: 'الشهر', en: 'Month' }, cell: ({ month }) => month },
  { title: { ar: 'عدد المواعيد', en: 'Due instants' }, cell: ({ fired }) => fired, isNumber: true },
  { title: { ar: 'الوسيط (ms)', en: 'Median (ms)' }, cell: ({ median }) => median, isNumber: true },
  { title: { ar: 'المئين 99 (ms)', en: '99th percentile (ms)' }, cell: ({ p99 }) => p99, isNumber: true },
  { title: { ar: 'الأسوأ (ms)', en: 'Worst (ms)' }, cell: ({ worst }) => worst, isNumber: true },
];

const sampled: Column<Drawn>[] = [
  { title: { ar: 'رقم الحالة', en: 'Case' }, cell: ({ number }) => number },
  { title: { ar: 'نوع الحالة', en: 'Kind' }, cell: ({ kind }) => kind },
  { title: { ar: 'التصنيف', en: 'Category' }, cell: ({ category }) => category },
  { title: { ar: 'وقت الفتح', en: 'Opened' }, cell: ({ openedAt }) => openedAt },
  { title: { ar: 'تجاوز المهل', en: 'Breaches' }, cell: ({ breaches }) => breaches, isNumber: true },
  { title: { ar: 'التمديد', en: 'Extensions' }, cell: ({ extensions }) => extensions, isNumber: true },
  { title: { ar: 'تغيّر المواعيد', en: 'Moved deadlines' }, cell: ({ moves }) => moves, isNumber: true },
  { title: { ar: 'الوزن', en: 'Weight' }, cell: ({ weight }) => weight, isNumber: true },
];

export const countedRoutes: Route[] = [
  route({
    method: 'get',
    path: `${base}/audit/lateness`,
    operationId: 'auditLateness',
    isExport: true,
    summary: 'How long after due instants and rungs cases wrote them down, by month: median, 99th percentile, worst',
    tag,
    permission: mustAudit,
    query: LatenessQuery.extend(shownAs),
    replies: {
      200: {
        description: 'Months in UTC, in their order.',
        schema: z.object({
          months: z.array(z.object({ month: z.string(), fired: count, median: ms, p99: ms, worst: ms })),
        }),
      },
    },
    async handle(context) {
      const { format, language } = context.query;
      const found = await lateness(context);
      if (format === 'json') return { status: 200, body: { months: found } };
      const title = { ar: 'تأخر التدوين', en: 'Lateness' };
      return {
        status: 200,
        ...asFile(found, months, { format, language, title, file: `lateness-${context.pack.id}` }),
      };
    },
  }),
  route({
    method: 'get',
    path: `${base}/audit/sample`,
    operationId: 'auditSample',
    isExport: true,
    summary: 'A sample of the cases that were opened in a period; the same seed gives the same one',
    tag,
    permission: mustAudit,
    query: SampleQuery.extend(shownAs),
    replies: {
      200: {
        description: 'In the order of the draw. Risk counts what had happened by the end of the period.',
        schema: z.object({
          seed: z.string(),
          population: count.meta({ description: 'How many cases it was drawn from.' }),
          items: z.array(
            z.object({
              ...{ number: z.string(), kind: z.string(), category: z.string(), openedAt: z.iso.datetime() },
              ...{ breaches: count, extensions: count, moves: count, weight: count },
            }),
          ),
        }),
      },
    },
    async handle(context) {
      const { format, language } = context.query;
      const sample = await drawSample(context);
      if (format === 'json') return { status: 200, body: sample };
      const title = { ar: 'عينة', en: 'Sample' };
      return {
        status: 200,
        ...asFile(sample.items, sampled, { format, language, title, file: `sample-${context.pack.id}` }),
      };
    },
  }),
];
