/** “I did not say so”: the link of the message by which the customer hears what staff recorded in their name (F-10, C-01). */

import { z } from 'zod';
import { disown, type Stated, statementOf } from '../../application/complaints/rounds/disown.ts';
import { Refused } from '../../application/refused.ts';
import { spokenCommands } from '../../domain/complaint/aspects/statements.ts';
import { complaintCommandDefinitions } from '../complaints/commands/index.ts';
import { statusOf } from '../http/problem.ts';
import { chosenLanguage, LanguageQuery, readerLanguage } from '../http/reader-language.ts';
import { type Context, type Reply, type Route, route } from '../http/route.ts';
import { disowningPage } from './disowning-page.ts';
import { pageReply, wantsPage } from './page-frame.ts';

const StatementView = z
  .object({
    number: z.string(),
    said: z.enum(spokenCommands).meta({ description: 'What staff recorded in the customer’s name.' }),
    recordedAt: z.iso.datetime(),
    until: z.iso.datetime().meta({ description: 'Until when the customer can say that it is not so.' }),
    status: z.enum(['open', 'stands', 'disowned', 'void']),
  })
  .meta({ id: 'StatementView' });

const Body = z.strictObject({ text: z.string().trim().min(1).max(10_000).optional() });
type Body = z.infer<typeof Body>;

function disownBy(context: Context<z.output<typeof LanguageQuery>, Body>): Promise<Stated> {
  return disown(context, (statement, keep) =>
    complaintCommandDefinitions.disown.toCommand({ ...context.body, statement } as never, context, keep),
  );
}

function shown({ found, statement }: Stated): z.infer<typeof StatementView> {
  const { what: said, at: recordedAt, until, status } = statement;
  return { number: found.number, said, recordedAt, until, status };
}

async function reply(context: Context, act: () => Promise<Stated>): Promise<Reply> {
  const { pack, request } = context;
  if (!wantsPage(context)) return { status: 200, body: shown(await act()) };
  try {
    const { found, statement } = await act();
    const language = chosenLanguage(request) ?? (found.view.detail.language === 'en' ? 'en' : 'ar');
    return pageReply(context, 200, disowningPage({ language, pack, number: found.number, statement }));
  } catch (error) {
    if (!(error instanceof Refused) || ![404, 409, 410].includes(statusOf(error))) throw error;
    const language = readerLanguage(request);
    return pageReply(context, statusOf(error), disowningPage({ language, pack, number: null, statement: null }));
  }
}

/** What was recorded, and the one thing that the link is good for. */
export function disowningRoutes(base: string): Route[] {
  const path = `${base}/{number}/disown/{statement}/{secret}`;
  const replies = { 200: { description: 'What was recorded, and whether it stands.', schema: StatementView } };
  return [
    route({
      method: 'get',
      path,
      operationId: 'getStatement',
      summary:
        'What staff recorded in the customer’s name, by the link of the message; a page for a browser (C-01, F-16)',
      tag: 'public',
      permission: 'anybody',
      query: LanguageQuery,
      replies,
      handle: (context) => reply(context, () => statementOf(context)),
    }),
    route({
      method: 'post',
      path,
      operationId: 'disownStatement',
      summary: 'The customer did not say so; whatever comes later is answered as the first time (C-01, F-16)',
      tag: 'public',
      permission: 'anybody',
      query: LanguageQuery,
      body: Body,
      fromForm: ({ text, ...unknown }) => ({
        ...unknown,
        ...(typeof text === 'string' && text.trim() ? { text } : {}),
      }),
      examples: { example: { summary: 'I did not ask for that', value: { text: 'لم أطلب ذلك.' } } },
      replies,
      handle: (context) => reply(context, () => disownBy(context)),
    }),
  ];
}
