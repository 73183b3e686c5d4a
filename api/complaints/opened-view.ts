import { z } from 'zod';
import { CaseViewSchema } from '../cases/view-schema.ts';

export const CandidateSchema = z
  .object({
    number: z.string(),
    status: z.string(),
    openedAt: z.iso.datetime(),
    score: z.number().meta({ description: 'How alike the words are: 1 is word for word the same.' }),
  })
  .meta({ id: 'DuplicateCandidate' });

/** A new complaint, and what staff should look at before they go on. */
export const OpenedViewSchema = CaseViewSchema.extend({
  warnings: z
    .array(CandidateSchema.extend({ warning: z.literal('possible-duplicate') }))
    .meta({ description: 'Complaints of the same customer and category, in similar words, some days before.' }),
}).meta({ id: 'OpenedComplaint' });
