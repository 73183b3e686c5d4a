/** What customers and staff would have received, on a person's own machine. In production there is nothing of it. */
import { z } from 'zod';
import { localMessages } from '../../application/outbox/local-messages.ts';
import { notFound } from '../../application/refused.ts';
import { latestOfEach } from '../../packs/load/load.ts';
import { LanguageQuery, readerLanguage } from '../http/reader-language.ts';
import { type Route, route } from '../http/route.ts';
import { pageReply, wantsPage } from '../public/page-frame.ts';
import { outboxPage } from './outbox-page.ts';
import { isOwnMachine } from './own-machine.ts';

const Message = z.object({
  organisation: z.string(),
  channel: z.enum(['email', 'sms']),
  from: z.string().nullable(),
  to: z.string(),
  subject: z.string().nullable(),
  text: z.string(),
  at: z.iso.datetime().meta({ description: 'When it was written, UTC.' }),
});

export const outboxRoute: Route = route({
  method: 'get',
  path: '/outbox',
  operationId: 'listLocalMessages',
  summary: 'The 200 newest messages of the local outbox, on a person’s own machine alone (404 elsewhere)',
  tag: 'session',
  permission: 'anybody',
  query: LanguageQuery.extend({
    organisation: z.string().max(60).optional().meta({ description: 'Whose messages; left out: of all.' }),
  }),
  replies: { 200: { description: 'The newest first.', schema: z.object({ items: z.array(Message) }) } },
  async handle(context) {
    const { dependencies, request, query, receivedAt } = context;
    const { outboxFolder, packs } = dependencies;
    if (!outboxFolder || !isOwnMachine(dependencies, request)) throw notFound();
    const messages = await localMessages(outboxFolder, query.organisation);
    if (!wantsPage(context)) return { status: 200, body: { items: messages } };
    const organisations = latestOfEach(packs, receivedAt).map(({ id, name }) => ({ id, name }));
    const page = outboxPage(readerLanguage(request), { messages, organisations, chosen: query.organisation });
    return pageReply(context, 200, page);
  },
});
