import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import {
  contributionTotals,
  importContributions,
  listContributions,
  recordContribution,
} from '../../application/programmes/contributions.ts';
import { ContributionBody } from '../../application/programmes/contributions-in.ts';
import { mustManage } from '../../application/programmes/keep-programme.ts';
import { Refused } from '../../application/refused.ts';
import { mustReadCustomers } from '../../application/registry/readers.ts';
import { bytesOf } from '../../application/tables/table-in.ts';
import { uploadIn } from '../attachments/upload-body.ts';
import { readerLanguage } from '../http/reader-language.ts';
import { type Route, route } from '../http/route.ts';

const base = '/v1/organisations/{organisation}/contributions';
const tag = 'programmes';
/** More than five thousand lines need. */
const mostBytes = 2 * 1024 * 1024;

const Standing = ContributionBody.omit({ reference: true });
const Outcome = z.object({
  counted: z.array(z.string()),
  repeated: z.array(z.string()).meta({ description: 'There already, and the same: they count once.' }),
  conflicts: z
    .array(z.object({ reference: z.string(), stands: Standing }))
    .meta({ description: 'There already, and different: what stands is left as it is.' }),
});
const Contribution = ContributionBody.extend({ currency: z.string() });
const Total = z.object({ programme: z.string(), year: z.int(), contributions: z.int(), total: z.string() });

/** What donors have given, reconciled with the financial system by its references (N-22). */
export const contributionRoutes: Route[] = [
  route({
    method: 'post',
    path: base,
    operationId: 'recordContribution',
    summary: 'Record a contribution under the financial system’s reference; the same one twice counts once',
    tag,
    permission: mustManage,
    idempotent: true,
    body: ContributionBody,
    examples: {
      example: {
        summary: 'A contribution to a programme; programme and customer are those of the organisation',
        value: {
          reference: 'FIN-2026-0001',
          programme: 'neighbourhood-club',
          customer: 'NC-P-00000-000000',
          amount: '1500.00',
          paidOn: '2026-03-01',
        },
      },
    },
    replies: { 200: { description: 'Counted, or there already.', schema: Outcome } },
    handle: (context) =>
      once(context, async () => ({ status: 200, body: await recordContribution(context, context.body) })),
  }),
  route({
    method: 'post',
    path: `${base}/import`,
    operationId: 'importContributions',
    summary: 'Import contributions from the financial system by CSV: all lines are sound, or none is taken',
    tag,
    permission: mustManage,
    idempotent: true,
    query: z.object({
      language: z.enum(['ar', 'en']).optional().meta({ description: 'Of what is wrong with the file.' }),
    }),
    upload: ['text/csv', 'text/plain'],
    examples: {
      example: {
        summary: 'Titles in English or Arabic, then a line for each contribution',
        value:
          'reference,programme,customer,amount,paidOn\nFIN-2026-0001,neighbourhood-club,NC-P-00000-000000,1500.00,2026-03-01\n',
      },
    },
    replies: { 200: { description: 'What was counted, what was there, and what differs.', schema: Outcome } },
    async handle(context) {
      const { query, request } = context;
      const bytes = await bytesOf(await uploadIn(request), mostBytes, tooLarge);
      const language = query.language ?? readerLanguage(request);
      return once({ ...context, body: contentOf(bytes) }, async () => ({
        status: 200,
        body: await importContributions(context, bytes, language),
      }));
    },
  }),
  route({
    method: 'get',
    path: base,
    operationId: 'listContributions',
    summary: 'Contributions to a programme or of a customer, whose merged numbers count as his',
    tag,
    permission: mustReadCustomers,
    query: z.object({ programme: z.string().max(60).optional(), customer: z.string().max(30).optional() }),
    replies: { 200: { description: 'The oldest first.', schema: z.object({ items: z.array(Contribution) }) } },
    handle: async (context) => ({ status: 200, body: { items: await listContributions(context, context.query) } }),
  }),
  route({
    method: 'get',
    path: `${base}/totals`,
    operationId: 'totalContributions',
    summary: 'What each programme has been given in each year',
    tag,
    permission: mustReadCustomers,
    replies: {
      200: {
        description: 'By programme and year.',
        schema: z.object({ currency: z.string(), items: z.array(Total) }),
      },
    },
    handle: async (context) => ({ status: 200, body: await contributionTotals(context) }),
  }),
];

function tooLarge(): Refused {
  return new Refused('TooLarge', 'A file of contributions may have 2 MB at most.');
}

/** What makes a repetition the same request, in any encoding of the file. */
function contentOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString(isUtf8(bytes) ? 'utf8' : 'base64');
}
