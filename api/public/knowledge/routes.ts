import { z } from 'zod';
import { listPublicEntries, PublicKnowledgeQuery } from '../../../application/knowledge/read-knowledge.ts';
import { wordingSchema } from '../../../application/wording-schema.ts';
import { readerLanguage } from '../../http/reader-language.ts';
import { type Route, route } from '../../http/route.ts';
import { pageReply, wantsPage } from '../page-frame.ts';
import { knowledgePage } from './page.ts';

const PublicEntry = z.object({
  id: z.string(),
  version: z.int(),
  categories: z.array(z.string()),
  question: wordingSchema,
  answer: wordingSchema,
  approvedOn: z.string().nullable(),
});

/** What is asked often, for everybody: approved answers alone, and nobody of the staff by name. */
export const publicKnowledgeRoute: Route = route({
  method: 'get',
  path: '/public/organisations/{organisation}/knowledge',
  operationId: 'listPublicKnowledge',
  summary:
    'Frequent questions with approved answers in both languages; a page with a search for a browser (F-08, N-16)',
  tag: 'public',
  permission: 'anybody',
  query: PublicKnowledgeQuery,
  replies: {
    200: {
      description: 'A page of entries.',
      schema: z.object({ items: z.array(PublicEntry), nextCursor: z.string().nullable() }),
    },
  },
  async handle(context) {
    const found = await listPublicEntries(context);
    if (!wantsPage(context)) return { status: 200, body: found };
    const language = readerLanguage(context.request);
    return pageReply(context, 200, knowledgePage(language, context.pack, found, context.query));
  },
});
