import { z } from 'zod';
import { wordingSchema } from '../../application/wording-schema.ts';

export const KnowledgeContent = z.object({
  categories: z.array(z.string()),
  question: wordingSchema,
  answer: wordingSchema,
});

const Version = z
  .object({
    version: z.int(),
    content: KnowledgeContent,
    digest: z.string().meta({ description: 'In `If-Match`, for those who approve or decline it.' }),
    source: z.string().nullable().meta({ description: 'The closed complaint behind it, to those who may see that.' }),
    state: z.enum(['proposed', 'approved', 'replaced', 'declined', 'retired']),
    proposedBy: z.string(),
    proposedAt: z.string(),
    decidedBy: z.string().nullable(),
    decidedAt: z.string().nullable(),
    approvedOn: z.string().nullable(),
    nextReviewOn: z.string().nullable(),
    retiredBy: z.string().nullable(),
    retiredAt: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'KnowledgeVersion' });

export const ListedEntry = z.object({
  id: z.string(),
  isDue: z.boolean().meta({ description: 'Its review is due today, or was.' }),
  published: Version.nullable(),
  proposal: Version.nullable(),
});

export const Entry = ListedEntry.extend({ earlier: z.array(Version) }).meta({ id: 'KnowledgeEntry' });
