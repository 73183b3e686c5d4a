import { z } from 'zod';
import { followersOf } from '../../db/cases.ts';
import { customerActor } from '../../domain/command.ts';
import type { PromisedTime } from '../../domain/complaint/aspects/promise.ts';
import type { CaseView } from '../../domain/view.ts';
import { attach } from '../attachments/attach.ts';
import { uploadOfFile } from '../attachments/routes.ts';
import { freshCase } from '../cases/fresh-case.ts';
import { giveCommand } from '../cases/give-command.ts';
import { complaintCommandDefinitions } from '../complaints/commands/index.ts';
import { openComplaint } from '../complaints/open-complaint.ts';
import { PublicOpeningBody } from '../complaints/opening-body.ts';
import { openingExamples } from '../complaints/opening-examples.ts';
import { survivorOf } from '../http/find-case.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Context, type Reply, type Route, route } from '../http/route.ts';
import { caseSecret, isCaseSecret } from './case-secret.ts';
import { followUpRoutes } from './follow-up-routes.ts';
import { textsToCustomer } from './texts-to-customer.ts';

const base = '/public/organisations/{organisation}/complaints';

/** What a customer sees: where his case stands, the answer, and what he can do. Nothing of the inside. */
const CustomerView = z
  .object({
    number: z.string(),
    category: z.string(),
    status: z.string(),
    round: z.int(),
    openedAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
    answerBy: z.string().nullable().meta({ description: 'When an answer is due, local time.' }),
    answer: z.string().nullable(),
    asked: z.string().nullable().meta({ description: 'What we asked, or why it was declined.' }),
    mergedInto: z.string().nullable().meta({ description: 'The number of the complaint that goes on for this one.' }),
    steps: z
      .array(z.string())
      .meta({ description: 'What will be done, where an investigation is needed (F-15, G-03).' }),
    expectedBy: z.string().nullable().meta({ description: 'When to expect news of it.' }),
    allowed: z.array(z.string()),
    follows: z.string().nullable().meta({ description: 'The complaint that this one goes on from.' }),
    followedBy: z.array(z.string()),
  })
  .meta({ id: 'CustomerView' });

const customerCommands = ['complete', 'confirm', 'rate', 'withdraw', 'object', 'reopen'] as const;
const shownCommands: readonly string[] = [...customerCommands, 'attach'];

const open = route({
  method: 'post',
  path: base,
  operationId: 'openPublicComplaint',
  summary: 'Send a complaint without an account; the number and the secret are for following it',
  tag: 'public',
  permission: 'anybody',
  idempotent: true,
  body: PublicOpeningBody,
  examples: publicExamples(),
  replies: {
    201: {
      description: 'It is registered.',
      schema: z.object({ number: z.string(), secret: z.string(), case: CustomerView }),
    },
  },
  async handle(context) {
    const { dependencies, pack, key, body, receivedAt } = context;
    if (!z.uuid().safeParse(key).success) {
      throw new ApiProblem('Malformed', 'The Idempotency-Key of a public request is a UUID.');
    }
    const view = await openComplaint(dependencies, {
      pack,
      actor: customerActor,
      principal: 'public',
      key,
      body: { ...body, channel: 'web', about: [] },
      receivedAt,
      mayFollow: ({ number }) =>
        isCaseSecret(dependencies.secret, pack.id, number, context.request.get('case-secret') ?? ''),
    });
    const secret = caseSecret(dependencies.secret, pack.id, view.number);
    const location = `${base.replace('{organisation}', pack.id)}/${view.number}`;
    return {
      status: 201,
      headers: { Location: location },
      body: { number: view.number, secret, case: await customerView(context, view, []) },
    };
  },
});

const follow = route({
  method: 'get',
  path: `${base}/{number}`,
  operationId: 'getPublicComplaint',
  summary: 'Where a complaint stands, for whoever has its secret (header Case-Secret)',
  tag: 'public',
  permission: 'case-secret',
  query: z.object({ atLeast: z.coerce.number().int().positive().optional() }),
  replies: { 200: { description: 'Where it stands.', schema: CustomerView } },
  async handle(context) {
    const own = await freshCase(context, context.query.atLeast ?? 0);
    const survivor = await survivorOf(context.dependencies, own);
    const shown = await customerView(context, survivor.view, survivor.words);
    const { number, openedAt } = own.view;
    // It stands where the other one stands; what is to be done is done under that one's number.
    const merged = { ...shown, number, openedAt, mergedInto: survivor.number, allowed: [] };
    return { status: 200, body: survivor.number === own.number ? shown : merged };
  },
});

const commands: Route[] = customerCommands.map((name) =>
  route({
    method: 'post',
    path: `${base}/{number}/${name}`,
    operationId: `${name}PublicComplaint`,
    summary: `${complaintCommandDefinitions[name].summary} (by the customer himself)`,
    tag: 'public',
    permission: 'case-secret',
    idempotent: true,
    body: complaintCommandDefinitions[name].body,
    examples: complaintCommandDefinitions[name].examples,
    replies: { 200: { description: 'Where it stands now.', schema: CustomerView } },
    async handle(context) {
      const reply = await giveCommand(context, {
        name,
        actor: customerActor,
        principal: 'public',
        toBody: (keep) => complaintCommandDefinitions[name].toCommand(context.body as never, context, keep),
      });
      return toCustomer(context, reply);
    },
  }),
);

const attachFile = route({
  method: 'post',
  path: `${base}/{number}/attach`,
  operationId: 'attachPublicComplaint',
  summary: 'Attach a document of 20 MB at most (by the customer himself, C-08)',
  tag: 'public',
  permission: 'case-secret',
  ...uploadOfFile,
  replies: { 200: { description: 'Where it stands now.', schema: CustomerView } },
  handle: async (context) => toCustomer(context, await attach(context, customerActor, 'public')),
});

async function toCustomer(context: Context, reply: Reply): Promise<Reply> {
  if (reply.status !== 200) return reply;
  const view = reply.body as CaseView;
  const { words } = await freshCase(context, view.revision);
  return { status: 200, body: await customerView(context, view, words) };
}

async function customerView(
  { dependencies }: Pick<Context, 'dependencies'>,
  view: CaseView,
  words: string[],
): Promise<z.infer<typeof CustomerView>> {
  const { number, category, status, round, openedAt, closedAt, clocks, detail } = view;
  const answerClock = clocks.findLast(({ id, state }) => id.startsWith('answer') && state === 'running');
  const texts = await textsToCustomer(dependencies.database, view, words);
  const allowed = view.allowed.filter((command) => shownCommands.includes(command));
  const answerBy = answerClock?.dueLocal ?? null;
  const answered = typeof detail.answeredAt === 'string';
  const isOver = status === 'withdrawn' || detail.over === true;
  const promise = status === 'open' ? (detail.promise as PromisedTime | null | undefined) : null;
  return {
    number,
    category,
    status,
    round,
    openedAt,
    closedAt,
    answerBy,
    answer: answered ? texts.answer : null,
    asked: texts.asked,
    mergedInto: null,
    steps: texts.steps,
    expectedBy: promise?.expectedBy ?? null,
    allowed,
    follows: typeof detail.follows === 'string' ? detail.follows : null,
    followedBy: isOver ? await followersOf(dependencies.database, view.organisation, number) : [],
  };
}

function publicExamples() {
  const withoutChannel = Object.entries(openingExamples).map(([name, { summary, value }]) => {
    const { channel, ...body } = value as { channel?: string };
    return [name, { summary, value: body }];
  });
  return Object.fromEntries(withoutChannel) as typeof openingExamples;
}

export const publicRoutes: Route[] = [open, follow, ...commands, attachFile, ...followUpRoutes];
