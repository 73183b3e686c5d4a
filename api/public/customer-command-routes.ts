/** What a customer does by the secret of a complaint: the commands of the case, and documents (F-16, C-08). */

import { attach } from '../../application/attachments/attach.ts';
import { executeCommand } from '../../application/cases/execute-command.ts';
import { freshCase } from '../../application/cases/reading/find-case.ts';
import { CustomerView, customerCommands, customerView } from '../../application/complaints/customer/customer-view.ts';
import { customerActor } from '../../domain/case/command.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { uploadOfFile } from '../attachments/routes.ts';
import { uploadIn } from '../attachments/upload-body.ts';
import { complaintCommandDefinitions } from '../complaints/commands/index.ts';
import { type Context, type Reply, type Route, route } from '../http/route.ts';
import { whereThereIsRoom } from './upload-room.ts';

/** One route for each command that customers give, and one for a document. */
export function customerCommandRoutes(base: string): Route[] {
  return [...customerCommands.map((name) => commandRoute(base, name)), attachRoute(base)];
}

const commandRoute = (base: string, name: (typeof customerCommands)[number]) =>
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
      const reply = await executeCommand(context, {
        name,
        actor: customerActor,
        principal: 'public',
        toBody: (keep) => complaintCommandDefinitions[name].toCommand(context.body as never, context, keep),
      });
      return toCustomer(context, reply);
    },
  });

const attachRoute = (base: string) =>
  route({
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
