import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { tellLeads } from '../../application/leads/tell-leads.ts';
import {
  ContributionBody,
  contributionsIn,
  contributionTitles,
  linesOf,
} from '../../application/programmes/contributions-in.ts';
import { currencyOf } from '../../application/programmes/currency.ts';
import { Refused } from '../../application/refused.ts';
import { lookAtCustomers, mustReadCustomers } from '../../application/registry/readers.ts';
import { tableRows } from '../../application/tables/read-table.ts';
import { bytesOf, toldIn } from '../../application/tables/table-in.ts';
import { numbersOf } from '../../db/customers.ts';
import { type ContributionDocument, contributionsOf, reconcile } from '../../db/programmes.ts';
import { sumText } from '../../domain/money.ts';
import { uploadIn } from '../attachments/upload-body.ts';
import { readerLanguage } from '../http/reader-language.ts';
import { type Route, route } from '../http/route.ts';
import { mustManage } from './routes.ts';

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
      once(context, async () => {
        const contributions = await contributionsIn(context, [context.body], () => '');
        const outcome = await reconcile(context.dependencies.database, contributions);
        const [conflict] = outcome.conflicts;
        if (conflict) {
          const { reference, stands } = conflict;
          const what = `${stands.amount} of ${stands.customer} to ${stands.programme} on ${stands.paidOn}`;
          throw new Refused('ContributionStands', `${reference} stands already, and is ${what}.`);
        }
        await tellLeads(context, contributions);
        return { status: 200, body: outcome };
      }),
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
      return once({ ...context, body: contentOf(bytes) }, async () => {
        const language = query.language ?? readerLanguage(request);
        const lines = await toldIn(language, () => linesOf(tableRows(bytes, 'csv', contributionTitles), language));
        const rows = lines.map(({ row }) => row);
        const contributions = await contributionsIn(context, rows, (index) => `line ${lines[index]?.line}, `);
        const outcome = await reconcile(context.dependencies.database, contributions);
        await tellLeads(context, contributions);
        return { status: 200, body: outcome };
      });
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
    async handle(context) {
      const { dependencies, pack, query } = context;
      const { programme, customer } = query;
      await lookAtCustomers({ ...context, query: {} }, 'customers', 'contributions');
      const customers = customer ? await numbersOf(dependencies.database, pack.id, customer) : undefined;
      const wanted = { ...(programme ? { programme } : {}), ...(customers ? { customers } : {}) };
      const items = await contributionsOf(dependencies.database, pack.id, wanted);
      return { status: 200, body: { items: items.map(viewOf) } };
    },
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
    async handle({ dependencies, pack }) {
      const currency = currencyOf(pack);
      const groups = new Map<string, ContributionDocument[]>();
      for (const one of await contributionsOf(dependencies.database, pack.id, {})) {
        const key = `${one.programme}/${one.paidOn.slice(0, 4)}`;
        const group = groups.get(key);
        if (group) group.push(one);
        else groups.set(key, [one]);
      }
      const items = [...groups]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, all]) => {
          const [programme, year] = key.split('/');
          const total = sumText(
            all.map(({ amount }) => amount),
            currency,
          );
          return { programme, year: Number(year), contributions: all.length, total };
        });
      return { status: 200, body: { currency: currency.code, items } };
    },
  }),
];

function tooLarge(): Refused {
  return new Refused('TooLarge', 'A file of contributions may have 2 MB at most.');
}

/** What makes a repetition the same request, in any encoding of the file. */
function contentOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString(isUtf8(bytes) ? 'utf8' : 'base64');
}

function viewOf({ reference, programme, customer, amount, currency, paidOn }: ContributionDocument) {
  return { reference, programme, customer, amount, currency, paidOn };
}
