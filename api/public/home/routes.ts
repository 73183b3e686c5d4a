import { z } from 'zod';
import { latest } from '../../../packs/load/load.ts';
import { readerLanguage } from '../../http/reader-language.ts';
import { type Route, route } from '../../http/route.ts';
import { pageReply, wantsPage } from '../page-frame.ts';
import { type Home, homePage } from './page.ts';

const wording = z.object({ ar: z.string(), en: z.string() });

/** The first page of the product: it shows where to go, and needs no account. */
export const homeRoute: Route = route({
  method: 'get',
  path: '/',
  operationId: 'getHome',
  summary: 'Where to go: the organisations with their pages for customers, and the documentation',
  tag: 'public',
  permission: 'anybody',
  query: z.object({ language: z.enum(['ar', 'en']).optional() }),
  replies: {
    200: {
      description: 'What there is.',
      schema: z.object({
        organisations: z.array(
          z.object({ id: z.string(), name: wording, complain: z.string(), follow: z.string(), knowledge: z.string() }),
        ),
        documentation: z.string().nullable(),
      }),
    },
  },
  async handle(context) {
    const { packs, docs } = context.dependencies;
    const home: Home = {
      organisations: [...new Set(packs.map(({ id }) => id))].flatMap((id) => {
        const pack = latest(packs, id, context.receivedAt);
        const at = `/public/organisations/${id}`;
        const pages = { complain: `${at}/complain`, follow: `${at}/follow`, knowledge: `${at}/knowledge` };
        return pack ? [{ id, name: pack.name, ...pages }] : [];
      }),
      documentation: docs ? '/docs/' : null,
    };
    if (!wantsPage(context)) return { status: 200, body: home };
    return pageReply(200, homePage(context.query.language ?? readerLanguage(context.request), home));
  },
});
