import { z } from 'zod';
import { mustHold } from '../../../application/cases/permission.ts';
import { BulkRunView, giveToMany, readBulkRun } from '../../../application/complaints/many/bulk-run.ts';
import { numbersAsked, whichComplaints } from '../../../application/complaints/many/which-complaints.ts';
import { text } from '../../../application/text.ts';
import { type Route, route } from '../../http/route.ts';
import { asAlone, ran, replyOf, shown } from './run-reply.ts';

const base = '/v1/organisations/{organisation}';
const tag = 'incidents';

/** How many complaints are assigned at once at most. */
const mostAssigned = 200;

export const manyRoutes: Route[] = [
  route({
    method: 'post',
    path: `${base}/complaints/assign-many`,
    operationId: 'assignComplaints',
    summary: 'Give up to 200 complaints to one person; each by its own rules, and the reply says what came of each',
    tag,
    permission: mustHold('assign'),
    idempotent: true,
    body: z.strictObject({
      ...whichComplaints(mostAssigned),
      to: z.string().min(1).max(100).meta({ description: 'Staff id.' }),
      text: text.optional().meta({ description: 'Why; it stands with the run.' }),
    }),
    examples: {
      example: {
        summary: 'Two complaints',
        value: { numbers: ['{prefix}-C-7K3M9-Q2X8TW'], to: '{organisation}.agent.1' },
      },
    },
    replies: ran,
    async handle(context) {
      const { to, text: reason, ...which } = context.body;
      const run = await giveToMany(context, {
        command: 'assign',
        ...(reason === undefined ? {} : { reason }),
        numbers: () => numbersAsked(context, which, mostAssigned),
        toBody: asAlone(context, 'assign', { to }),
      });
      return replyOf(context, run);
    },
  }),
  route({
    method: 'get',
    path: `${base}/bulk-runs/{run}`,
    operationId: 'getBulkRun',
    summary: 'How far a command for many complaints has come, for the person who gave it',
    tag,
    permission: 'signed-in',
    replies: { 200: { description: 'The run as it stands.', schema: BulkRunView } },
    handle: async (context) => ({ status: 200, body: shown(context, await readBulkRun(context)) }),
  }),
];
