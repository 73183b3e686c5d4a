import { z } from 'zod';
import { guidanceFor } from '../../application/complaints/guidance.ts';
import { wordingSchema } from '../../application/wording-schema.ts';
import { type Route, route } from '../http/route.ts';

const Guidance = z.object({
  guidance: z.array(
    z.object({ id: z.string(), source: z.string(), title: wordingSchema, items: z.array(wordingSchema) }),
  ),
  checklists: z.array(
    z.object({
      id: z.string(),
      source: z.string(),
      title: wordingSchema,
      steps: z.array(
        z.object({
          step: z.string(),
          title: wordingSchema,
          done: z.object({ by: z.string(), at: z.string() }).nullable(),
        }),
      ),
    }),
  ),
});

/** What staff who work on the complaint should have at hand: care standards, conduct, and the steps of its category. */
export function guidanceRoute(address: string): Route {
  return route({
    method: 'get',
    path: `${address}/guidance`,
    operationId: 'getComplaintGuidance',
    summary: 'Care standards, rules of conduct, and the checklist with who did what when (B-07, B-08, C-09)',
    tag: 'complaints',
    permission: 'signed-in',
    ofCase: 'Complaint',
    replies: { 200: { description: 'In the version that the case is pinned to.', schema: Guidance } },
    handle: async (context) => ({ status: 200, body: guidanceFor(context) }),
  });
}
