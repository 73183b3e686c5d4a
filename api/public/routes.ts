import { z } from 'zod';
import { attach } from '../../application/attachments/attach.ts';
import { giveCommand } from '../../application/cases/execute-command.ts';
import { freshCase } from '../../application/cases/fresh-case.ts';
import {
  CustomerView,
  customerCommands,
  customerView,
  customerViewOf,
} from '../../application/complaints/customer-view.ts';
import { openedByCustomer } from '../../application/complaints/opened-by-customer.ts';
import { PublicOpeningBody } from '../../application/complaints/opening-body.ts';
import { customerActor } from '../../domain/command.ts';
import type { CaseView } from '../../domain/view.ts';
import { uploadOfFile } from '../attachments/routes.ts';
import { uploadIn } from '../attachments/upload-body.ts';
import { complaintCommandDefinitions } from '../complaints/commands/index.ts';
import { openingExamples } from '../complaints/opening-examples.ts';
import { type Context, type Reply, type Route, route } from '../http/route.ts';
import { actingRoutes } from './acting/routes.ts';
import { complainRoutes } from './complain/routes.ts';
import { disowningRoutes } from './disowning-routes.ts';
import { findRoutes } from './find/routes.ts';
import { followUpRoutes } from './follow-up-routes.ts';
import { trackingRoute } from './tracking-route.ts';
import { whereThereIsRoom } from './upload-room.ts';

const base = '/public/organisations/{organisation}/complaints';

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
    const { view, number, secret } = await openedByCustomer(
      context,
      context.body,
      context.request.get('case-secret') ?? '',
    );
    const location = `${base.replace('{organisation}', context.pack.id)}/${number}`;
    return {
      status: 201,
      headers: { Location: location },
      body: { number, secret, case: await customerView(context, view, []) },
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
  handle: async (context) => ({ status: 200, body: await customerViewOf(context, context.query.atLeast) }),
});

const commands: Route[] = customerCommands.map((name) =>
  route({
    method: 'post',
    path: `${base}/{number}/${name}`,
    operationId: `${name}PublicComplaint`,
    summary: `${complaintCommandDefinitions[name].summary} (by the customer himself)`,
    tag: 'public',
    permission: 'acting-secret',
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
  permission: 'acting-secret',
  ...uploadOfFile,
  replies: { 200: { description: 'Where it stands now.', schema: CustomerView } },
  handle: async (context) =>
    toCustomer(
      context,
      await whereThereIsRoom(context, async () =>
        attach(context, customerActor, 'public', await uploadIn(context.request)),
      ),
    ),
});

async function toCustomer(context: Context, reply: Reply): Promise<Reply> {
  if (reply.status !== 200) return reply;
  const view = reply.body as CaseView;
  const { words } = await freshCase(context, view.revision);
  return { status: 200, body: await customerView(context, view, words) };
}

function publicExamples() {
  const withoutChannel = Object.entries(openingExamples).map(([name, { summary, value }]) => {
    const { channel, ...body } = value as { channel?: string };
    return [name, { summary, value: body }];
  });
  return Object.fromEntries(withoutChannel) as typeof openingExamples;
}

export const publicRoutes: Route[] = [
  open,
  follow,
  trackingRoute(base),
  ...complainRoutes,
  ...findRoutes,
  ...actingRoutes(base),
  ...commands,
  attachFile,
  ...followUpRoutes,
  ...disowningRoutes(base),
];
