/** The weekly review of leads: of one, or of many in one session, each recorded in its own timeline (N-06). */

import { z } from 'zod';
import type { ReviewCommands } from '../../domain/lead/aspects/weekly-review.ts';
import type { Call } from '../call.ts';
import { executeCommand, type KeepWords, optionalWords } from '../cases/execute-command.ts';
import { once } from '../cases/idempotency.ts';
import { mustBeAllowedTo } from '../cases/permission.ts';
import { findReadableCase } from '../cases/reading/find-case.ts';
import { refusalOf } from '../refusal-of.ts';
import { invalid, isOurFault, Refused, unforeseen } from '../refused.ts';
import { text } from '../text.ts';
import { leadRulesOf } from './lead-rules.ts';
import { rate } from './opening-body.ts';

export const ReviewBody = z.strictObject({
  outcome: z.string().max(100).meta({ description: 'One of the outcomes of the policy.' }),
  successRate: rate
    .optional()
    .meta({ description: 'Asked for in every review; also where it stays as it was (N-06).' }),
  text: text.optional(),
});
type ReviewBody = z.output<typeof ReviewBody>;

/** One lead of a session. */
export const ReviewOfLead = ReviewBody.extend({ number: z.string().max(40) });
type ReviewOfLead = z.output<typeof ReviewOfLead>;

/** What became of a lead's review: taken, as its own command would be answered, or refused. */
export type LeadReviewed = { number: string } & (
  | { answer: Awaited<ReturnType<typeof executeCommand>>; refused: null }
  | { answer: null; refused: Refused }
);

/** As many leads as are told at once. */
const beside = 8;

/** The review as the case takes it. @throws Refused `Invalid` if the policy does not know its outcome */
export async function reviewOf(call: Call, body: ReviewBody, keep: KeepWords): Promise<ReviewCommands['review']> {
  return {
    outcome: checkedOutcome(call, body.outcome),
    ...(body.successRate === undefined ? {} : { rate: body.successRate }),
    words: await optionalWords(body.text, keep),
  };
}

function checkedOutcome({ pack }: Pick<Call, 'pack'>, outcome: string, path = 'outcome'): string {
  const known = leadRulesOf(pack).reviewOutcomes;
  if (!Object.hasOwn(known, outcome)) throw invalid(path, `must be one of ${Object.keys(known).join(', ')}`);
  return outcome;
}

/**
 * Reviews many leads; what `answer` makes of the outcomes is kept under the session's key.
 * @throws Refused `OutcomeUnknown` if some are not settled: the same request goes on with those, and changes none of the others
 */
export function reviewLeads(
  call: Call<unknown, { reviews: ReviewOfLead[] }>,
  answer: (items: LeadReviewed[]) => Awaited<ReturnType<typeof once>>,
) {
  return once(call, async () => {
    const { reviews } = call.body;
    leadRulesOf(call.pack);
    for (const [at, { outcome }] of reviews.entries()) checkedOutcome(call, outcome, `reviews.${at}.outcome`);
    const numbers = reviews.map(({ number }) => number);
    const twice = numbers.find((number, at) => numbers.indexOf(number) !== at);
    if (twice) throw invalid('reviews', `${twice} is there twice`);
    const items: LeadReviewed[] = [];
    for (let start = 0; start < reviews.length; start += beside) {
      const some = reviews.slice(start, start + beside);
      items.push(...(await Promise.all(some.map((item) => reviewed(call, item)))));
    }
    const open = items.filter(({ refused }) => refused !== null && isOurFault(refused));
    if (open.length === 0) return answer(items);
    throw new Refused('OutcomeUnknown', `${open.length} of ${items.length} leads are not settled. Repeat it.`, {
      retryAfter: 5,
    });
  });
}

/** One lead's own command, under a key made of the session's and its number. */
async function reviewed(call: Call, { number, ...body }: ReviewOfLead): Promise<LeadReviewed> {
  const { dependencies, principal, key } = call;
  try {
    const found = await findReadableCase(dependencies, principal, number, 'Lead');
    const own: Call = { ...call, found, body, key: `${key}/${number}`, query: {} };
    await mustBeAllowedTo('review')(own);
    const { actor } = principal;
    const answer = await executeCommand(own, {
      name: 'review',
      principal: actor.id,
      actor,
      toBody: (keep) => reviewOf(own, body, keep),
    });
    return { number, answer, refused: null };
  } catch (error) {
    const refused = refusalOf(error) ?? unforeseen();
    if (isOurFault(refused)) dependencies.logger.warn({ err: error, number }, 'a lead could not be reviewed');
    return { number, answer: null, refused };
  }
}
