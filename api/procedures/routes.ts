import { z } from 'zod';
import { mustBeAllowedToOpen, newCase, viewFor } from '../../application/cases/permission.ts';
import { startByHand } from '../../application/procedures/start-by-hand.ts';
import { text } from '../../application/text.ts';
import { commandRoutes } from '../cases/command-routes.ts';
import { caseReadingRoutes } from '../cases/reading-routes.ts';
import { CaseViewSchema } from '../cases/view-schema.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { procedureCommandDefinitions } from './commands/index.ts';
import { proposedVersionRoute } from './proposed-version-route.ts';
import { registerRoute } from './register-route.ts';

const base = '/v1/organisations/{organisation}/procedures';

const start = route({
  method: 'post',
  path: base,
  operationId: 'startProcedure',
  summary: 'Start a procedure of the policy that people start; what falls due by itself starts by itself',
  tag: 'procedures',
  permission: mustBeAllowedToStart,
  idempotent: true,
  body: z.strictObject({
    procedure: z.string().min(1).max(60).meta({ description: 'Its name in the policy.' }),
    text: text.meta({ description: 'What it is about, and why.' }),
    period: z
      .string()
      .regex(/^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?|-Q[1-4]|-H[12])?$/)
      .optional()
      .meta({
        description:
          'Of which period it is, if it falls due by itself: `2026-10`, `2026-Q3`, `2026-H1`, `2026`, or a date.',
      }),
    parties: z
      .record(z.string().min(1).max(60), z.string().min(1).max(100))
      .optional()
      .meta({ description: 'Staff ids of those who take the steps of its parties, by party, as its policy has them.' }),
  }),
  examples: {
    example: {
      summary: 'A procedure of the organisation',
      value: { procedure: '{procedure}', text: 'طلب تغيير (مثال).' },
    },
  },
  replies: { 201: { description: 'It has begun, and its first steps wait.', schema: CaseViewSchema } },
  async handle({ dependencies, pack, principal, key, body, receivedAt: at }) {
    const { actor } = principal;
    const { procedure: id, text: words, period, parties } = body;
    const view = await startByHand(dependencies, {
      ...{ pack, id, period, parties, principal: actor.id, key, actor, at, text: words },
    });
    return {
      status: 201,
      headers: { Location: `${base.replace('{organisation}', pack.id)}/${view.number}` },
      body: viewFor(view, actor, newCase(pack, 'procedure')),
    };
  },
});

/** If the policy has no procedures, everybody is told so, and not that their role is the wrong one. */
function mustBeAllowedToStart(context: Context): void {
  if (context.pack.kinds.procedure) mustBeAllowedToOpen('procedure')(context);
}

const commands = commandRoutes(base, 'procedures', 'Procedure', procedureCommandDefinitions);

/** What is owed by a time and comes again, as the policy says: plans, reports, reviews, training, the change of the policy itself. */
export const procedureRoutes: Route[] = [
  start,
  proposedVersionRoute,
  registerRoute,
  ...commands,
  ...caseReadingRoutes(base, 'procedures', 'procedure'),
];
