/** The yearly or half-yearly round: the portfolio of programmes with those who may fund them, opened in one go (N-07). */

import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { mustManageLeads, mustReadAllLeads } from '../../application/leads/lead-rules.ts';
import { listRounds, openRound } from '../../application/leads/open-round.ts';
import { LeadBody, leadExample } from '../../application/leads/opening-body.ts';
import { type Route, route } from '../http/route.ts';

const Item = LeadBody.extend({
  owner: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Staff id of the officer who documents it. Left out: you.' }),
});
const Round = z.strictObject({
  period: z.string().regex(/^\d{4}(-H[12])?$/, 'A year, such as 2027, or half of one, such as 2027-H1'),
  portfolio: z.array(Item).min(1).max(50),
});
const Opened = z.object({ programme: z.string(), number: z.string(), status: z.string() });

export function roundRoute(base: string): Route {
  return route({
    method: 'post',
    path: `${base}/rounds`,
    operationId: 'openLeadRound',
    summary:
      'A round of prospective donors: the portfolio received, prospects proposed, a lead for each programme (N-07)',
    tag: 'leads',
    permission: mustManageLeads,
    idempotent: true,
    body: Round,
    examples: {
      example: {
        summary: 'One programme of the first half of a year',
        value: { period: '2027-H1', portfolio: [leadExample] },
      },
    },
    replies: {
      201: {
        description:
          'Every lead of the round. Where it broke off, the same request goes on with those that are missing.',
        schema: z.object({ period: z.string(), items: z.array(Opened) }),
      },
    },
    handle: (context) => once(context, async () => ({ status: 201, body: await openRound(context) })),
  });
}

const HeldRound = z.object({
  period: z.string(),
  programme: z.string(),
  prospects: z.array(z.string()),
  lead: z.string(),
  receivedAt: z.iso.datetime(),
  receivedBy: z.string(),
});

/** The rounds that have been held: the portfolio received, when and by whom, and the prospects proposed. */
export function roundsRoute(base: string): Route {
  return route({
    method: 'get',
    path: `${base}/rounds`,
    operationId: 'listLeadRounds',
    summary: 'The rounds that have been held: what was received when, by whom, and who was proposed (N-07)',
    tag: 'leads',
    permission: mustReadAllLeads,
    replies: {
      200: { description: 'By period and programme.', schema: z.object({ items: z.array(HeldRound) }) },
    },
    handle: async (context) => ({ status: 200, body: { items: await listRounds(context) } }),
  });
}
