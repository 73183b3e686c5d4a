/** One review session settles many leads, each recorded in its own (N-06). */

import { z } from 'zod';
import { mustManageLeads } from '../../application/leads/lead-rules.ts';
import { type LeadReviewed, ReviewOfLead, reviewLeads } from '../../application/leads/review-leads.ts';
import { Problem, problemDocument, statusOf } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';

const Review = z.strictObject({ reviews: z.array(ReviewOfLead).min(1).max(200) });
const Outcome = z.object({
  number: z.string(),
  status: z.int().meta({
    description: '200 where the review is recorded in the lead; 202 where, with `Prefer: respond-async`, it was taken.',
  }),
  revision: z.int().nullable(),
  problem: Problem.nullable().meta({ description: 'Why it is not.' }),
});

export function reviewRoute(base: string): Route {
  return route({
    method: 'post',
    path: `${base}/review`,
    operationId: 'reviewLeads',
    summary: 'Review many leads in one session: each has its review in its own timeline (N-06)',
    tag: 'leads',
    permission: mustManageLeads,
    idempotent: true,
    body: Review,
    examples: {
      example: {
        summary: 'Two leads of this week',
        value: {
          reviews: [
            {
              number: '{prefix}-L-00000-000000',
              outcome: 'progressing',
              successRate: 60,
              text: 'يُعرض على مجلس إدارته هذا الأسبوع (مثال).',
            },
            { number: '{prefix}-L-11111-111111', outcome: 'unchanged', successRate: 40 },
          ],
        },
      },
    },
    replies: {
      200: { description: 'What happened to each, in their order.', schema: z.object({ items: z.array(Outcome) }) },
    },
    handle: (context) => reviewLeads(context, (items) => ({ status: 200, body: { items: items.map(shown) } })),
  });
}

function shown({ number, answer, refused }: LeadReviewed): z.infer<typeof Outcome> {
  if (refused) return { number, status: statusOf(refused), revision: null, problem: problemDocument(refused) };
  const { revision = null } = answer.body as { revision?: number };
  return { number, status: answer.status, revision, problem: null };
}
