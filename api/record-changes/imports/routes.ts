import { z } from 'zod';
import { mustBeAllowedToOpen } from '../../../application/cases/permission.ts';
import { ImportView, importView, readImport } from '../../../application/registry/imports/import-view.ts';
import { readingAsked } from '../../../application/registry/imports/reading-asked.ts';
import { startImport } from '../../../application/registry/imports/start-import.ts';
import { tableTypes } from '../../../application/tables/table-in.ts';
import { columnsGiven, language, yesOrNo } from '../../attachments/table-query.ts';
import { uploadIn } from '../../attachments/upload-body.ts';
import { readerLanguage } from '../../http/reader-language.ts';
import { type Route, route } from '../../http/route.ts';

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
        trial: yesOrNo('true').meta({ description: 'A trial says what would come of the file, and prepares nothing.' }),
        language,
        columns: columnsGiven('{"الجهة الداعمة":"name"}'),
        defaultClass: z.string().max(100).optional().meta({
          description:
            'Class of new customers in whose row there is none. Left out: as the policy says, if it says so.',
        }),
      }),
      upload: [...tableTypes, 'multipart/form-data'],
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
        const { dependencies, pack, principal, key, receivedAt, query, request } = context;
        const reading = await readingAsked(context, query, query.language ?? readerLanguage(request));
        const document = await startImport(dependencies, {
          ...{ pack, actor: principal.actor, key, receivedAt, trial: query.trial, reading },
          file: () => uploadIn(request),
        });
        const body = await importView(dependencies, pack, document, reading.language);
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
      handle: async (context) => {
        const language = context.query.language ?? readerLanguage(context.request);
        return { status: 200, body: await readImport(context, language) };
      },
    }),
  ];
}
