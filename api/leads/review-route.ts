/** One review session settles many leads, each recorded in its own (N-06). */

import { z } from 'zod';
import { executeCommand, mustBeAllowedTo } from '../../application/cases/execute-command.ts';
import { once } from '../../application/cases/idempotency.ts';
import { findReadableCase } from '../../application/cases/reading/find-case.ts';
import { leadRulesOf, mustManageLeads } from '../../application/leads/lead-rules.ts';
import { invalid, Refused } from '../../application/refused.ts';
import { problemOf } from '../http/error-to-problem.ts';
import { Problem, problemDocument, statusOf } from '../http/problem.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { checkedOutcome, ReviewBody, review } from './commands/reviewing.ts';

const Item = ReviewBody.extend({ number: z.string().max(40) });
const Review = z.strictObject({ reviews: z.array(Item).min(1).max(200) });
const Outcome = z.object({
  number: z.string(),
  status: z.int().meta({
    description: '200 where the review is recorded in the lead; 202 where, with `Prefer: respond-async`, it was taken.',
  }),
  revision: z.int().nullable(),
  problem: Problem.nullable().meta({ description: 'Why it is not.' }),
});
type Outcome = z.infer<typeof Outcome>;

/** As many leads as are told at once. */
const beside = 8;

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
    handle: (context) =>
      once(context, async () => {
        const { reviews } = context.body;
        leadRulesOf(context.pack);
        for (const [at, { outcome }] of reviews.entries()) checkedOutcome(context, outcome, `reviews.${at}.outcome`);
        const numbers = reviews.map(({ number }) => number);
        const twice = numbers.find((number, at) => numbers.indexOf(number) !== at);
        if (twice) throw invalid('reviews', `${twice} is there twice`);
        const items: Outcome[] = [];
        for (let start = 0; start < reviews.length; start += beside) {
          const some = reviews.slice(start, start + beside);
          items.push(...(await Promise.all(some.map((item) => reviewed(context, item)))));
        }
        const open = items.filter(({ status }) => status >= 500);
        if (open.length === 0) return { status: 200, body: { items } };
        // Not noted as answered: the same request goes on with those, and changes none of the others.
        throw new Refused('OutcomeUnknown', `${open.length} of ${items.length} leads are not settled. Repeat it.`, {
          retryAfter: 5,
        });
      }),
  });
}

/** One lead's own command, under a key made of the session's and its number. */
async function reviewed(context: Context, { number, ...body }: z.infer<typeof Item>): Promise<Outcome> {
  const { dependencies, principal, key } = context;
  try {
    const found = await findReadableCase(dependencies, principal, number, 'Lead');
    const own: Context = { ...context, found, body, key: `${key}/${number}`, query: {} };
    await mustBeAllowedTo('review')(own);
    const { actor } = principal;
    const { status, body: answer } = await executeCommand(own, {
      name: 'review',
      principal: actor.id,
      actor,
      toBody: (keep) => review.toCommand(body as never, own, keep),
    });
    const { revision = null } = answer as { revision?: number };
    return { number, status, revision, problem: null };
  } catch (error) {
    const problem = problemOf(error);
    if (statusOf(problem) >= 500) dependencies.logger.warn({ err: error, number }, 'a lead could not be reviewed');
    return { number, status: statusOf(problem), revision: null, problem: problemDocument(problem) };
  }
}
