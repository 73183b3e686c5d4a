import { z } from 'zod';
import { text } from '../../application/text.ts';

/** What somebody recommends: a step against a weak point, say. */
export const RecommendationBody = z.strictObject({
  text: text.meta({ description: 'What is to be done, and against which weak point.' }),
  owner: z.string().min(1).max(100).meta({ description: 'Staff id of who is to do it.' }),
  dueOn: z.iso.date().meta({ description: 'Local date by which.' }),
});

export const note = text.optional().meta({ description: 'What the others should know.' });
