import { z } from 'zod';
import { wordingSchema } from '../../../application/wording-schema.ts';
import { latestOfEach } from '../../../packs/load/load.ts';
import { LanguageQuery, readerLanguage } from '../../http/reader-language.ts';
import { type Route, route } from '../../http/route.ts';
import { pageReply, wantsPage } from '../page-frame.ts';
import { type Home, homePage } from './page.ts';

/** The first page of the product: it shows where to go, and needs no account. */
export const homeRoute: Route = route({
  method: 'get',
  path: '/',
  operationId: 'getHome',
  summary: 'Where to go: the organisations with their pages for customers, and the documentation',
  tag: 'public',
  permission: 'anybody',
  query: LanguageQuery,
  replies: {
    200: {
      description: 'What there is.',
      schema: z.object({
        organisations: z.array(
          z.object({
            id: z.string(),
            name: wordingSchema,
            complain: z.string(),
            follow: z.string(),
            knowledge: z.string(),
          }),
        ),
        console: z.string().nullable(),
        documentation: z.string().nullable(),
      }),
    },
  },
  async handle(context) {
    const { packs, docs, consoleFolder } = context.dependencies;
    const home: Home = {
      organisations: latestOfEach(packs, context.receivedAt).map(({ id, name }) => {
        const at = `/public/organisations/${id}`;
        return { id, name, complain: `${at}/complain`, follow: `${at}/follow`, knowledge: `${at}/knowledge` };
      }),
      console: consoleFolder ? '/console/' : null,
      documentation: docs ? '/docs/' : null,
    };
    if (!wantsPage(context)) return { status: 200, body: home };
    return pageReply(context, 200, homePage(readerLanguage(context.request), home));
  },
});
