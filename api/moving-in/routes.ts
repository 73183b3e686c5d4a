import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { columnsWith } from '../../application/moving-in/columns.ts';
import { decideOn, movingOf } from '../../application/moving-in/decide.ts';
import { listMovings, MovingView, movingView } from '../../application/moving-in/moving-view.ts';
import { type ResultLine, resultLines, resultWords } from '../../application/moving-in/result.ts';
import { takeFile } from '../../application/moving-in/take-file.ts';
import { mustDecide, mustMoveIn } from '../../application/moving-in/who-may.ts';
import { columnsAsked } from '../../application/tables/columns-asked.ts';
import { tableTypes } from '../../application/tables/table-in.ts';
import type { Column } from '../../reports/column.ts';
import { columnsGiven, language, yesOrNo } from '../attachments/table-query.ts';
import { uploadIn } from '../attachments/upload-body.ts';
import { readerLanguage } from '../http/reader-language.ts';
import { type Context, type Reply, type Route, route } from '../http/route.ts';
import { asFile } from '../reports/shown-table.ts';
import { movingInExamples } from './examples.ts';

const base = '/v1/organisations/{organisation}/moving-in';
const tag = 'complaints';
function decision(name: 'approve' | 'decline', summary: string): Route {
  return route({
    method: 'post',
    path: `${base}/{moving}/${name}`,
    operationId: `${name}MovingIn`,
    summary,
    tag,
    permission: mustDecide,
    idempotent: true,
    replies: { 200: { description: 'The moving-in as it stands.', schema: MovingView } },
    handle: (context) =>
      once(context, async () => {
        const document = await decideOn(context, name === 'approve');
        return { status: 200, body: movingView(context, document, readerLanguage(context.request)) };
      }),
  });
}

/** The open complaints of an old system, from a file: a trial, a proposal, and a second person's approval. */
export const movingInRoutes: Route[] = [
  route({
    method: 'post',
    path: base,
    operationId: 'proposeMovingIn',
    summary: 'Open complaints of an old system, from a file of 10,000 rows and 20 MB at most: first a trial',
    tag,
    permission: mustMoveIn,
    idempotent: true,
    query: z.object({
      trial: yesOrNo('true').meta({ description: 'A trial says what would come of the file, and keeps no row.' }),
      tellCustomers: yesOrNo('false').meta({
        description: 'Whether each customer is told that the complaint is here.',
      }),
      language,
      columns: columnsGiven('{"رقم المعاملة":"reference"}'),
    }),
    upload: [...tableTypes, 'multipart/form-data'],
    examples: movingInExamples,
    replies: { 201: { description: 'Tried, or proposed.', schema: MovingView } },
    async handle(context) {
      const { query, request, pack } = context;
      const of = query.language ?? readerLanguage(request);
      const document = await takeFile(context, {
        ...{ language: of, trial: query.trial, tellsCustomers: query.tellCustomers },
        columns: query.columns === undefined ? {} : columnsAsked(query.columns, columnsWith(pack)),
        file: () => uploadIn(request),
      });
      const headers = { Location: `${base.replace('{organisation}', pack.id)}/${document.number}` };
      return { status: 201, headers, body: movingView(context, document, of) };
    },
  }),
  route({
    method: 'get',
    path: base,
    operationId: 'listMovingsIn',
    summary: 'The last hundred movings-in, without trials, the latest first',
    tag,
    permission: mustDecide,
    replies: {
      200: { description: 'Without what is wrong with their rows.', schema: z.object({ items: z.array(MovingView) }) },
    },
    handle: async (context) => ({ status: 200, body: { items: await listMovings(context) } }),
  }),
  decision('approve', 'Have the complaints opened: somebody else than who brought the file'),
  decision('decline', 'Leave them: nothing is opened, and the rows are forgotten'),
  route({
    method: 'get',
    path: `${base}/{moving}`,
    operationId: 'getMovingIn',
    summary: 'How far a moving-in has come, and what was wrong with its rows',
    tag,
    permission: mustDecide,
    query: z.object({ language }),
    replies: { 200: { description: 'As it stands.', schema: MovingView } },
    async handle(context) {
      const of = context.query.language ?? readerLanguage(context.request);
      return { status: 200, body: movingView(context, await movingOf(context), of) };
    },
  }),
  route({
    method: 'get',
    path: `${base}/{moving}/result`,
    operationId: 'getMovingInResult',
    summary: 'A line for each row of the file, in its order: the number here, or what is wrong with it',
    tag,
    permission: mustDecide,
    query: z.object({ format: z.enum(['csv', 'xlsx']).default('csv'), language: z.enum(['ar', 'en']).default('ar') }),
    replies: { 200: { description: 'CSV or Excel, to be put beside the file.' } },
    handle: async (context) => asResult(context),
  }),
];

async function asResult(context: Context<{ format: 'csv' | 'xlsx'; language: 'ar' | 'en' }>): Promise<Reply> {
  const { format, language: of } = context.query;
  const document = await movingOf(context);
  const file = { format, language: of, title: resultWords.title, file: `moving-in-${document.number}` };
  return { status: 200, ...asFile(await resultLines(context, document, of), columns, file) };
}

const columns: Column<ResultLine>[] = [
  { title: resultWords.row, cell: ({ row }) => row, isNumber: true },
  ...(['outcome', 'number', 'owner', 'late', 'reason'] as const).map((key) => ({
    title: resultWords[key],
    cell: (line: ResultLine) => line[key],
  })),
];
