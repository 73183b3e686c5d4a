/** The manager's weekly review of a lead: the body of the command (N-06). */

import { z } from 'zod';
import { leadRulesOf } from '../../../application/leads/lead-rules.ts';
import { rate } from '../../../application/leads/opening-body.ts';
import { invalid } from '../../../application/refused.ts';
import { text } from '../../../application/text.ts';
import type { ReviewCommands } from '../../../domain/lead/aspects/weekly-review.ts';
import { type Definitions, define, optionalWords } from '../../cases/command-definition.ts';
import type { Context } from '../../http/route.ts';

export const ReviewBody = z.strictObject({
  outcome: z.string().max(100).meta({ description: 'One of the outcomes of the policy.' }),
  successRate: rate
    .optional()
    .meta({ description: 'Asked for in every review; also where it stays as it was (N-06).' }),
  text: text.optional(),
});

export function checkedOutcome({ pack }: Pick<Context, 'pack'>, outcome: string, path = 'outcome'): string {
  const known = leadRulesOf(pack).reviewOutcomes;
  if (!Object.hasOwn(known, outcome)) throw invalid(path, `must be one of ${Object.keys(known).join(', ')}`);
  return outcome;
}

export const review = define({
  summary: 'Review the lead for this week (N-06); many at once are reviewed under `leads/review`',
  body: ReviewBody,
  example: { outcome: 'unchanged', successRate: 40 },
  toCommand: async (body, context, keep) => ({
    outcome: checkedOutcome(context, body.outcome),
    ...(body.successRate === undefined ? {} : { rate: body.successRate }),
    words: await optionalWords(body.text, keep),
  }),
});

export const reviewCommands: Definitions<ReviewCommands> = { review };
