/** “I did not say so”: the link of the message by which the customer hears what staff recorded in his name (F-10, C-01). */

import { z } from 'zod';
import type { FoundCase } from '../../application/call.ts';
import { giveCommand } from '../../application/cases/execute-command.ts';
import { lookUpCase } from '../../application/cases/find-case.ts';
import { freshView } from '../../application/cases/fresh-case.ts';
import { notFound, Refused } from '../../application/refused.ts';
import { isSameSecret } from '../../db/case-secret.ts';
import { statementSecret } from '../../db/customer-keys.ts';
import { customerActor } from '../../domain/command.ts';
import { type Statement, spokenCommands } from '../../domain/complaint/aspects/speaking.ts';
import { complaintCommandDefinitions } from '../complaints/commands/index.ts';
import { statusOf } from '../http/problem.ts';
import { readerLanguage } from '../http/reader-language.ts';
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

interface Disowned {
  found: FoundCase;
  statement: Statement;
}

/** The statement of the link, as the case knows it now; a link that was never sent leads nowhere. */
async function statementOf({ dependencies, pack, request }: Context): Promise<Disowned> {
  const { number, statement: id, secret } = request.params as { number: string; statement: string; secret: string };
  const of = { organisation: pack.id, number };
  const isRight = isSameSecret(statementSecret(dependencies.secret, of, Number(id)), secret);
  const known = isRight ? await lookUpCase(dependencies, pack.id, number) : null;
  if (!known) throw notFound();
  const found = { ...known, view: await freshView(dependencies, known) };
  const statements = (found.view.detail.statements ?? []) as Statement[];
  const statement = statements.find((one) => one.id === Number(id));
  if (!statement) throw notFound();
  return { found, statement };
}

/** Disowns it once; a link that is used again shows what came of it the first time. */
async function disown(context: Context<unknown, Body>): Promise<Disowned> {
  const { found, statement } = await statementOf(context);
  if (statement.status === 'disowned') return { found, statement };
  if (statement.status !== 'open') throw expired();
  const { body } = context;
  const key = `disown ${statement.id}`;
  await giveCommand({ ...context, found, key, body: {} } as Context, {
    name: 'disown',
    actor: customerActor,
    principal: 'disown',
    toBody: (keep) =>
      complaintCommandDefinitions.disown.toCommand({ ...body, statement: statement.id } as never, context, keep),
  });
  return { found, statement: { ...statement, status: 'disowned' } };
}

function expired(): Refused {
  return new Refused('LinkExpired', 'The time for it is over. Please contact us with the number of the case.');
}

function shown({ found, statement }: Disowned): z.infer<typeof StatementView> {
  const { what: said, at: recordedAt, until, status } = statement;
  return { number: found.number, said, recordedAt, until, status };
}

async function reply(context: Context, act: () => Promise<Disowned>): Promise<Reply> {
  const { pack, request } = context;
  if (!wantsPage(context)) return { status: 200, body: shown(await act()) };
  try {
    const { found, statement } = await act();
    const language = found.view.detail.language === 'en' ? 'en' : 'ar';
    return pageReply(200, disowningPage({ language, pack, number: found.number, statement }));
  } catch (error) {
    if (!(error instanceof Refused) || ![404, 409, 410].includes(statusOf(error))) throw error;
    const language = readerLanguage(request);
    return pageReply(statusOf(error), disowningPage({ language, pack, number: null, statement: null }));
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
      body: Body,
      fromForm: ({ text, ...unknown }) => ({
        ...unknown,
        ...(typeof text === 'string' && text.trim() ? { text } : {}),
      }),
      examples: { example: { summary: 'I did not ask for that', value: { text: 'لم أطلب ذلك.' } } },
      replies,
      handle: (context) => reply(context, () => disown(context)),
    }),
  ];
}
