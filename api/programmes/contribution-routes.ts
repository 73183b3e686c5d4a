import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import {
  contributionTotals,
  listContributions,
  recordContribution,
} from '../../application/programmes/contributions.ts';
import { ContributionBody } from '../../application/programmes/contributions-in.ts';
import { mustManage } from '../../application/programmes/keep-programme.ts';
import { reasonOfLook } from '../../application/reason-of-look.ts';
import { mustReadCustomers } from '../../application/registry/readers.ts';
import { type Route, route } from '../http/route.ts';
import { contributionImportRoute, Outcome } from './contribution-import-route.ts';

const base = '/v1/organisations/{organisation}/contributions';
const tag = 'programmes';

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
          customer: '{prefix}-P-00000-000000',
          amount: '1500.00',
          paidOn: '2026-03-01',
        },
      },
    },
    replies: { 200: { description: 'Counted, or there already.', schema: Outcome } },
    handle: (context) =>
      once(context, async () => ({ status: 200, body: await recordContribution(context, context.body) })),
  }),
  contributionImportRoute(base),
  route({
    method: 'get',
    path: base,
    operationId: 'listContributions',
    summary: 'Contributions to a programme or of a customer, whose merged numbers count as his',
    tag,
    permission: mustReadCustomers,
    query: z.object({
      programme: z.string().max(60).optional(),
      customer: z.string().max(30).optional(),
      reason: reasonOfLook,
    }),
    replies: { 200: { description: 'The oldest first.', schema: z.object({ items: z.array(Contribution) }) } },
    handle: async (context) => ({ status: 200, body: { items: await listContributions(context) } }),
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
