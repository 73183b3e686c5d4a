import { z } from 'zod';
import { findImport } from '../../../db/imports.ts';
import { mustBeAllowedToOpen } from '../../cases/opening.ts';
import { notFound } from '../../http/problem.ts';
import { readerLanguage } from '../../http/reader-language.ts';
import { type Route, route } from '../../http/route.ts';
import { ImportView, importView } from './import-view.ts';
import { importTypes } from './read-file.ts';
import { startImport } from './start-import.ts';

const language = z
  .enum(['ar', 'en'])
  .optional()
  .meta({ description: 'Of the reasons; without it that of the header Accept-Language, or Arabic.' });
const tag = 'record-changes';

/** Many customers at once, from a file (N-18, N-20, N-21). */
export function importRoutes(base: string): Route[] {
  return [
    route({
      method: 'post',
      path: `${base}/imports`,
      operationId: 'startImport',
      summary: 'Customers from a file of 10,000 rows and 20 MB at most: first a trial, then a form per 500 rows',
      tag,
      permission: mustBeAllowedToOpen('recordChange'),
      idempotent: true,
      query: z.object({
        trial: z
          .enum(['true', 'false'])
          .default('true')
          .transform((value) => value === 'true')
          .meta({ description: 'A trial says what would come of the file, and prepares nothing.' }),
        language,
      }),
      upload: [...importTypes, 'multipart/form-data'],
      examples: {
        example: {
          summary: 'A new customer, with Arabic titles',
          value:
            'اسم العميل;التصنيف;الجوال;البريد الإلكتروني\nعميل تجريبي (مثال);آخر;+966500000001;customer@example.com\n',
        },
      },
      replies: {
        201: { description: 'Tried, or prepared: a record change for each batch.', schema: ImportView },
        202: { description: 'It goes on; ask for it by its number.', schema: ImportView },
      },
      async handle(context) {
        const { dependencies, pack, query, request } = context;
        const asked = { trial: query.trial, language: query.language ?? readerLanguage(request) };
        const document = await startImport({ ...context, query: asked });
        const body = await importView(dependencies, pack, document, asked.language);
        const headers = { Location: `${base.replace('{organisation}', pack.id)}/imports/${body.import}` };
        return { status: body.status === 'preparing' ? 202 : 201, headers, body };
      },
    }),
    route({
      method: 'get',
      path: `${base}/imports/{import}`,
      operationId: 'getImport',
      summary: 'How far an import has come, what was wrong with its rows, and what became of its record changes',
      tag,
      permission: mustBeAllowedToOpen('recordChange'),
      query: z.object({ language }),
      replies: { 200: { description: 'The import as it stands.', schema: ImportView } },
      async handle({ dependencies, pack, query, request }) {
        const document = await findImport(dependencies.database, pack.id, String(request.params.import));
        if (!document) throw notFound();
        return {
          status: 200,
          body: await importView(dependencies, pack, document, query.language ?? readerLanguage(request)),
        };
      },
    }),
  ];
}
