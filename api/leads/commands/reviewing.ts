/** The manager's weekly review of a lead: the body of the command (N-06). */

import { ReviewBody, reviewOf } from '../../../application/leads/review-leads.ts';
import type { ReviewCommands } from '../../../domain/lead/aspects/weekly-review.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';

export const reviewCommands: Definitions<ReviewCommands> = {
  review: define({
    summary: 'Review the lead for this week (N-06); many at once are reviewed under `leads/review`',
    body: ReviewBody,
    example: { outcome: 'unchanged', successRate: 40 },
    toCommand: (body, context, keep) => reviewOf(context, body, keep),
  }),
};
