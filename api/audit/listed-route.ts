import { type ZodType, z } from 'zod';
import {
  allOf,
  type ListedQuestion,
  mustAudit,
  type PeriodQuery,
  type Place,
  pageOf,
} from '../../application/audit/questions/listed.ts';
import type { Call } from '../../application/call.ts';
import { asCsv, type Cell } from '../../application/export/csv.ts';
import type { Column } from '../../reports/column.ts';
import { type Route, route } from '../http/route.ts';

export const base = '/v1/organisations/{organisation}';
export const tag = 'audit';

/** Of the titles in a file. */
export const language = z.enum(['ar', 'en']).default('ar').meta({ description: 'Of the titles in CSV.' });

interface Listed<Query extends typeof PeriodQuery, Row extends Place, Shown> {
  path: string;
  operationId: string;
  summary: string;
  description: string;
  query: Query;
  question: ListedQuestion<z.infer<Query>, Row, Shown>;
  schema: ZodType;
  columns: readonly Column<Shown>[];
  /** What the file is called. */
  file: string;
  permission?: (call: Pick<Call, 'principal' | 'pack'>) => void;
}

/** A question of auditors whose answer is a list: page by page as JSON, or all of it as CSV. */
export function listedRoute<Query extends typeof PeriodQuery, Row extends Place, Shown>({
  query,
  question,
  schema,
  columns,
  description,
  file,
  permission = mustAudit,
  path,
  ...named
}: Listed<Query, Row, Shown>): Route {
  const asked = query.extend({ format: z.enum(['json', 'csv']).default('json'), language });
  return route({
    ...named,
    method: 'get',
    path: base + path,
    isExport: true,
    tag,
    permission,
    query: asked,
    replies: {
      200: {
        description: `A page, oldest first; with \`format=csv\` all of them. ${description}`,
        schema: z.object({ items: z.array(schema), nextCursor: z.string().nullable() }),
      },
    },
    async handle(context) {
      const call = context as unknown as Call<z.infer<Query>>;
      const { format, language } = context.query as { format: 'json' | 'csv'; language: 'ar' | 'en' };
      if (format === 'json') return { status: 200, body: await pageOf(question, call) };
      const headers = {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${file}-${context.pack.id}.csv"`,
      };
      const titles = columns.map(({ title }) => title[language]);
      return { status: 200, stream: asCsv(titles, lines(allOf(question, call), columns)), headers };
    },
  });
}

async function* lines<Shown>(all: AsyncIterable<Shown>, columns: readonly Column<Shown>[]): AsyncGenerator<Cell[]> {
  for await (const one of all) yield columns.map(({ cell }) => cell(one) ?? '');
}
