import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { mustBeAllowedToOpen, newCase, viewFor } from '../../application/cases/permission.ts';
import { startSurveyCycle } from '../../application/survey-cycles/start.ts';
import { commandRoutes } from '../cases/command-routes.ts';
import { caseReadingRoutes } from '../cases/reading-routes.ts';
import { CaseViewSchema } from '../cases/view-schema.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { surveyCycleCommandDefinitions } from './commands/index.ts';

const base = '/v1/organisations/{organisation}/survey-cycles';

const start = route({
  method: 'post',
  path: base,
  operationId: 'startSurveyCycle',
  summary: 'Start the survey of a programme that has ended, where it has not started by itself (N-09)',
  tag: 'survey-cycles',
  permission: mustBeAllowedToStart,
  idempotent: true,
  body: z.strictObject({ programme: z.string().min(1).max(60).meta({ description: 'Code of a programme.' }) }),
  examples: { example: { summary: 'A programme that has ended', value: { programme: 'summer-club' } } },
  replies: {
    201: { description: 'It has started; its questionnaire is to be prepared.', schema: CaseViewSchema },
    200: { description: 'It had started already: as it stands.', schema: CaseViewSchema },
  },
  handle: (context) =>
    once(context, async () => {
      const { dependencies, pack, principal, body, receivedAt } = context;
      const { actor } = principal;
      const { isNew, view } = await startSurveyCycle(dependencies, { pack, actor, ...body, receivedAt });
      const shown = viewFor(view, actor, newCase(pack, 'surveyCycle', { owner: view.owner }));
      return { status: isNew ? 201 : 200, body: shown };
    }),
});

/** If the policy has no such cases, everybody is told so, and not that their role is the wrong one. */
function mustBeAllowedToStart(context: Context): void {
  if (context.pack.kinds.surveyCycle) mustBeAllowedToOpen('surveyCycle')(context);
}

/** Satisfaction asked after a programme: eight timed steps, beneficiaries before donors (N-09). */
export const surveyCycleRoutes: Route[] = [
  start,
  ...commandRoutes(base, 'survey-cycles', 'SurveyCycle', surveyCycleCommandDefinitions),
  ...caseReadingRoutes(base, 'survey-cycles', 'surveyCycle'),
];
