import { z } from 'zod';
import {
  AccessQuery,
  allAccesses,
  listAccesses,
  mustSeeAccesses,
  type ShownAccess,
} from '../../application/cases/reading/list-accesses.ts';
import { asCsv, type Cell } from '../../application/export/csv.ts';
import { type Route, route } from '../http/route.ts';

const Access = z
  .object({
    at: z.iso.datetime(),
    number: z.string().meta({
      description: 'Of the case or the customer; `cases`, `customers` or `register` if a list was looked at.',
    }),
    what: z.string().meta({ description: 'As `words`, `attachments`, `names of customers in a list`.' }),
    by: z.string().meta({ description: 'Staff id.' }),
    standingInFor: z.string().nullable().meta({ description: 'The absent person in whose right they looked.' }),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Access' });

const titles = {
  ar: ['الوقت', 'الرقم', 'ما اطُّلع عليه', 'المطَّلع', 'نيابة عن', 'السبب'],
  en: ['Instant', 'Number', 'What was looked at', 'By', 'Standing in for', 'Reason'],
};

export const accessRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/organisations/{organisation}/accesses',
    operationId: 'auditAccesses',
    isExport: true,
    summary:
      'Who looked at words, attachments, customers, lists and the register, when and why: by person, object, time (F-10)',
    tag: 'audit',
    permission: mustSeeAccesses,
    query: AccessQuery.extend({
      format: z.enum(['json', 'csv']).default('json'),
      language: z.enum(['ar', 'en']).default('ar').meta({ description: 'Of the titles in CSV.' }),
    }),
    replies: {
      200: {
        description:
          'A page, oldest first; with `format=csv` all of them. Looks at cases that the reader may not know of are left out.',
        schema: z.object({ items: z.array(Access), nextCursor: z.string().nullable() }),
      },
    },
    async handle(context) {
      const { format, language } = context.query;
      if (format === 'json') return { status: 200, body: await listAccesses(context) };
      const headers = {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="accesses-${context.pack.id}.csv"`,
      };
      return { status: 200, stream: asCsv(titles[language], lines(allAccesses(context))), headers };
    },
  }),
];

async function* lines(all: AsyncIterable<ShownAccess>): AsyncGenerator<Cell[]> {
  for await (const { at, number, what, by, standingInFor, reason } of all)
    yield [at, number, what, by, standingInFor ?? '', reason ?? ''];
}
