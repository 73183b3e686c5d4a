import { z } from 'zod';
import { complaintCommands } from '../../domain/complaint/commands.ts';
import { mayAct } from '../../domain/rights.ts';
import { rightsOf } from '../../packs/rights.ts';
import { giveCommand, mustBeAllowedTo } from '../cases/give-command.ts';
import { caseReadingRoutes } from '../cases/reading-routes.ts';
import { viewFor } from '../cases/view-for.ts';
import { CaseViewSchema } from '../cases/view-schema.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';
import { complaintCommandDefinitions } from './command-bodies.ts';
import { openComplaint } from './open-complaint.ts';
import { OpeningBody } from './opening-body.ts';
import { openingExamples } from './opening-examples.ts';

const base = '/v1/organisations/{organisation}/complaints';

const open = route({
  method: 'post',
  path: base,
  operationId: 'openComplaint',
  summary: 'Register a complaint, enquiry, remark or ticket for a customer (F-06, C-01, N-11)',
  tag: 'complaints',
  permission: ({ principal, pack }) => {
    const subject = { about: [], owner: null, policy: { group: '', department: '', rights: rightsOf(pack) } };
    const refusal = mayAct(principal.actor, 'open', subject);
    if (refusal) throw new ApiProblem('Forbidden', refusal.detail);
  },
  idempotent: true,
  body: OpeningBody,
  examples: openingExamples,
  replies: { 201: { description: 'It is registered.', schema: CaseViewSchema } },
  async handle({ dependencies, pack, principal, key, body, receivedAt }) {
    const actor = { ...principal.actor, onBehalfOf: 'customer' as const };
    const view = await openComplaint(dependencies, { pack, actor, principal: actor.id, key, body, receivedAt });
    const subject = {
      about: body.about,
      owner: view.owner,
      policy: { group: '', department: '', rights: rightsOf(pack) },
    };
    return {
      status: 201,
      headers: { Location: `${base.replace('{organisation}', pack.id)}/${view.number}` },
      body: viewFor(view, principal.actor, subject),
    };
  },
});

/** Commands that staff give in the customer's name. */
const onBehalfOfCustomer = ['complete', 'withdraw', 'confirm'];

const commands: Route[] = [...new Set(Object.values(complaintCommands).flat())].map((name) => {
  const definition = complaintCommandDefinitions[name];
  return route({
    method: 'post',
    path: `${base}/{number}/${name}`,
    operationId: `${camelCase(name)}Complaint`,
    summary: definition.summary,
    tag: 'complaints',
    permission: mustBeAllowedTo(name),
    ofCase: true,
    idempotent: true,
    body: definition.body,
    examples: definition.examples,
    replies: {
      200: { description: 'The view after the command.', schema: CaseViewSchema },
      202: {
        description: 'Taken, with `Prefer: respond-async`.',
        schema: z.object({ commandId: z.string(), accepted: z.boolean() }),
      },
    },
    handle(context) {
      const { actor } = context.principal;
      return giveCommand(context, {
        name,
        principal: actor.id,
        actor: onBehalfOfCustomer.includes(name) ? { ...actor, onBehalfOf: 'customer' } : actor,
        toBody: (keep) => definition.toCommand(context.body as never, context, keep),
      });
    },
  });
});

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

export const complaintRoutes: Route[] = [open, ...commands, ...caseReadingRoutes(base, 'complaints', 'complaint')];
