import { z } from 'zod';
import { fittingEntries } from '../../application/knowledge/fitting.ts';
import { wordingSchema } from '../../application/wording-schema.ts';
import { type Route, route } from '../http/route.ts';

const Offered = z.object({
  id: z.string(),
  version: z.int(),
  isOfCategory: z.boolean().meta({ description: 'It is for the category of the complaint. Else it is for every one.' }),
  score: z.number().meta({ description: 'How much both share: words that few entries have count more.' }),
  nextReviewOn: z.string().nullable(),
  categories: z.array(z.string()),
  question: wordingSchema,
  answer: wordingSchema,
});

/** Approved answers that fit the complaint, for the person who answers it. */
export function knowledgeRoute(base: string): Route {
  return route({
    method: 'get',
    path: `${base}/{number}/knowledge`,
    operationId: 'listComplaintKnowledge',
    summary: 'Approved answers that fit the complaint, by its category and by words that both have (F-08)',
    tag: 'complaints',
    permission: 'signed-in',
    ofCase: 'Complaint',
    replies: {
      200: {
        description: 'The best first. By category alone for a reader who may not read the words.',
        schema: z.object({ items: z.array(Offered) }),
      },
    },
    handle: async (context) => ({ status: 200, body: { items: await fittingEntries(context) } }),
  });
}
