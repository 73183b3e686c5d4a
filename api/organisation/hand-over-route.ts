/** What somebody owns is given to somebody else, case by case, by the command that each kind has for it (1.3). */

import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { type Assigning, handOver, mustLead } from '../../application/organisation/hand-over.ts';
import { intakeCommands } from '../complaints/commands/intake.ts';
import { ticketCommandDefinitions } from '../department-tickets/command-bodies.ts';
import { followedItemCommandDefinitions } from '../followed-items/commands.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { followingCommands } from '../leads/commands/following.ts';

const HandOverBody = z.strictObject({
  to: z.string().min(1).max(100).meta({ description: 'A staff id.' }),
  numbers: z.array(z.string().max(30)).min(1).max(100).optional().meta({
    description: 'Left out: the first hundred of all open cases that the person owns and you may see.',
  }),
  reason: z.string().trim().min(3).max(1000),
});

const Outcome = z.object({
  number: z.string(),
  outcome: z.enum(['handed-over', 'taken', 'refused']).meta({ description: '`taken`: with `Prefer: respond-async`.' }),
  problem: z.string().optional(),
  detail: z.string().optional(),
});

/** How each kind of case is given to somebody; a kind that is not here has no such command. */
const assigning = {
  complaint: intakeCommands.assign,
  departmentTicket: ticketCommandDefinitions.assign,
  lead: followingCommands.assign,
  followedItem: followedItemCommandDefinitions.assign,
};

export const handOverRoute: Route = route({
  method: 'post',
  path: '/v1/organisations/{organisation}/staff/{staffId}/hand-over',
  operationId: 'handOverAll',
  summary:
    'Give what somebody owns to a colleague, with an answer for each case; repeated, it goes on where it broke off',
  tag: 'staff',
  permission: mustLead,
  idempotent: true,
  body: HandOverBody,
  examples: {
    all: {
      summary: 'All that a colleague who leaves owns',
      value: { to: '{organisation}.agent.2', reason: 'انتهى عقد العمل (مثال).' },
    },
  },
  replies: { 200: { description: 'What became of each.', schema: z.object({ items: z.array(Outcome) }) } },
  handle: (context) =>
    once(context, async () => ({
      status: 200,
      body: { items: await handOver(context, (kind) => assigningBy(context, kind)) },
    })),
});

/** The body of the command that gives a case of this kind to somebody. */
function assigningBy(context: Context, kind: string): Assigning | undefined {
  const definition = assigning[kind as keyof typeof assigning];
  return (
    definition && ((call, keep) => definition.toCommand(call.body as never, { ...context, ...call } as Context, keep))
  );
}
