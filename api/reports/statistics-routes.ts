import { z } from 'zod';
import { reasonOfLook } from '../../application/reason-of-look.ts';
import { mustReadCustomers } from '../../application/registry/readers.ts';
import { keepStatistics, listStatistics, readStatistics } from '../../application/reports/customers/statistics.ts';
import { pageWords } from '../../application/reports/customers/statistics-words.ts';
import { wordingSchema } from '../../application/wording-schema.ts';
import type { Column } from '../../reports/column.ts';
import { customerMeasures } from '../../reports/customer-statistics.ts';
import { type Route, route } from '../http/route.ts';
import { reportFormats } from './report-files.ts';
import { asFile } from './shown-table.ts';

const base = '/v1/organisations/{organisation}/customer-statistics';
const tag = 'reports';
const code = z.string().min(1).max(100);
const words = z.string().trim().min(1).max(200);

const Saving = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'Lower-case words and hyphens')
    .max(60),
  title: z.strictObject({ ar: words, en: words }),
  asked: z.strictObject({
    measure: z.enum(customerMeasures),
    by: z.array(code).max(2).meta({ description: 'Fields that make the groups, as the list has them.' }),
    where: z.record(code, z.array(code).min(1).max(100)).default({}).meta({
      description: 'By field, codes of which a customer has one.',
    }),
  }),
});
const Saved = Saving.extend({ savedBy: z.string(), savedAt: z.string() }).meta({ id: 'SavedStatistics' });
const Row = z.object({
  keys: z.array(z.string()).meta({ description: 'A code for each field; `-` if it says nothing.' }),
  customers: z.int().nullable(),
  value: z.union([z.number(), z.string()]).nullable().meta({ description: 'Contributions as decimal text.' }),
  hidden: z.literal(true).optional().meta({ description: 'Fewer than five, or it would give them away.' }),
});
const Statistics = Saved.extend({
  currency: z.string().nullable(),
  countedAt: z.string(),
  total: Row,
  rows: z.array(Row),
}).meta({ id: 'CustomerStatistics' });

const example = {
  name: 'customers-by-class',
  title: { ar: 'العملاء بحسب التصنيف', en: 'Customers by class' },
  asked: { measure: 'count', by: ['class'], where: { status: ['active'] } },
};

/** Statistics over customers (N-23): of codes alone, and of five people at least. */
export const statisticsRoutes: Route[] = [
  route({
    method: 'get',
    path: base,
    operationId: 'listCustomerStatistics',
    summary: 'Saved statistics over customers, and the fields by which they can be counted (N-23)',
    tag,
    permission: mustReadCustomers,
    replies: {
      200: {
        description: 'By their names.',
        schema: z.object({
          items: z.array(Saved),
          fields: z.array(z.object({ name: z.string(), title: wordingSchema })),
        }),
      },
    },
    handle: async (context) => ({ status: 200, body: await listStatistics(context) }),
  }),
  route({
    method: 'post',
    path: base,
    operationId: 'saveCustomerStatistics',
    summary: 'Save a question about customers under a name; one of that name is replaced',
    tag,
    permission: mustReadCustomers,
    idempotent: true,
    body: Saving,
    examples: { classes: { summary: 'How many customers each class has', value: example } },
    replies: { 200: { description: 'As it is saved.', schema: Saved } },
    handle: async (context) => ({ status: 200, body: await keepStatistics(context) }),
  }),
  route({
    method: 'get',
    path: `${base}/{name}`,
    operationId: 'getCustomerStatistics',
    isExport: true,
    summary: 'The answer to a saved question, counted now; the look is recorded',
    tag,
    permission: mustReadCustomers,
    query: z.object({
      format: z.enum(reportFormats).default('json').meta({ description: '`html`: a page to print, with a chart.' }),
      language: z.enum(['ar', 'en']).default('ar').meta({ description: 'Of all but JSON, which has codes.' }),
      reason: reasonOfLook,
    }),
    replies: { 200: { description: 'JSON; with `format` CSV, Excel, or a page to print.', schema: Statistics } },
    async handle(context) {
      const { format, language } = context.query;
      const body = await readStatistics(context);
      if (format === 'json') return { status: 200, body };
      const worded = await pageWords(context, body, language);
      if (format === 'html') {
        const headers = { 'Content-Type': 'text/html; charset=utf-8' };
        const { statisticsPage } = await import('./statistics-page.ts');
        return { status: 200, body: statisticsPage(worded, language), headers };
      }
      const columns: Column<(typeof worded.lines)[number]>[] = worded.columns.map((title, at) => ({
        title: { ar: title, en: title },
        cell: (line) => line[at] ?? '',
        isNumber: at >= body.asked.by.length,
      }));
      const of = { format, language, title: body.title, file: `${body.name}-${context.pack.id}` };
      return { status: 200, ...asFile(worded.lines, columns, of) };
    },
  }),
];
