/** What somebody owns is given to somebody else, case by case, by the command that each kind has for it (1.3). */

import { z } from 'zod';
import { giveCommand, mustBeAllowedTo } from '../../application/cases/execute-command.ts';
import { findReadableCase } from '../../application/cases/find-case.ts';
import { once } from '../../application/cases/idempotency.ts';
import { changePerson, factIdOf, personOf } from '../../application/organisation/change-staff.ts';
import { ownedBy } from '../../application/organisation/holdings.ts';
import { invalid, Refused } from '../../application/refused.ts';
import { findStaff } from '../../db/staff.ts';
import { leads } from '../../packs/holds-rights.ts';
import { intakeCommands } from '../complaints/commands/intake.ts';
import { ticketCommandDefinitions } from '../department-tickets/command-bodies.ts';
import { followedItemCommandDefinitions } from '../followed-items/commands.ts';
import { problemOf } from '../http/error-to-problem.ts';
import { statusOf } from '../http/problem.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { followingCommands } from '../leads/commands/following.ts';

const HandOverBody = z.strictObject({
  to: z.string().min(1).max(100).meta({ description: 'A staff id.' }),
  numbers: z.array(z.string().max(30)).min(1).max(100).optional().meta({
    description: 'Left out: the first hundred of all open cases that the person owns and you may see.',
  }),
  reason: z.string().trim().min(3).max(1000),
});
type HandOverBody = z.infer<typeof HandOverBody>;

const Outcome = z.object({
  number: z.string(),
  outcome: z.enum(['handed-over', 'taken', 'refused']).meta({ description: '`taken`: with `Prefer: respond-async`.' }),
  problem: z.string().optional(),
  detail: z.string().optional(),
});
type Outcome = z.infer<typeof Outcome>;

/** How each kind of case is given to somebody; a kind that is not here has no such command. */
const assigning = {
  complaint: intakeCommands.assign,
  departmentTicket: ticketCommandDefinitions.assign,
  lead: followingCommands.assign,
  followedItem: followedItemCommandDefinitions.assign,
};

const atOnce = 100;

async function mustLead(context: Context): Promise<void> {
  await personOf(context);
  if (leads(context.pack, context.principal.staff)) return;
  throw new Refused('Forbidden', 'Those who lead hand over what somebody else owns.');
}

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
    once(context, async () => {
      const numbers = await whichOnes(context);
      const items: Outcome[] = [];
      for (const number of numbers) items.push(await handedOver(context, number));
      return { status: 200, body: { items } };
    }),
});

/** The cases in question, on record before the first is given, so that a repetition goes on with the same. */
async function whichOnes(context: Context<unknown, HandOverBody>): Promise<string[]> {
  const { dependencies, pack, body, request } = context;
  const from = String(request.params.staffId);
  if (body.to === from) throw invalid('to', 'owns them already');
  const to = await findStaff(dependencies.database, pack.id, body.to);
  if (!to?.active) throw invalid('to', 'is not on the staff of this organisation');
  const given = body.numbers ?? (await ownedBy(context, from)).slice(0, atOnce).map(({ number }) => number);
  const detail = { person: from, to: body.to, numbers: [...new Set(given)], reason: body.reason };
  const { facts = [] } = await changePerson(context, () => ({ type: 'handedOver', detail, set: {} }));
  const fact = facts.find(({ id }) => id === factIdOf(context));
  return (fact?.detail as typeof detail | undefined)?.numbers ?? [];
}

async function handedOver(context: Context<unknown, HandOverBody>, number: string): Promise<Outcome> {
  const { dependencies, principal, body, request } = context;
  try {
    const found = await findReadableCase(dependencies, principal, number, 'Case');
    const definition = assigning[found.view.kind as keyof typeof assigning];
    if (!definition)
      return { number, outcome: 'refused', problem: 'NoSuchCommand', detail: 'This kind is not assigned.' };
    if (![request.params.staffId, body.to].includes(found.view.owner ?? '')) {
      throw new Refused('NotAllowedNow', 'It belongs to somebody else by now.');
    }
    // Under a key of its own, which a repetition uses again: each case is given once.
    const ofCase = { ...context, found, key: `${context.key}:${number}`, body: { to: body.to }, ifMatch: null };
    await mustBeAllowedTo('assign')(ofCase);
    const reply = await giveCommand(ofCase, {
      name: 'assign',
      ...{ actor: principal.actor, principal: principal.actor.id },
      toBody: (keep) => definition.toCommand(ofCase.body as never, ofCase, keep),
    });
    return { number, outcome: reply.status === 202 ? 'taken' : 'handed-over' };
  } catch (error) {
    const problem = problemOf(error);
    // Where nobody knows what became of it, the whole is repeated.
    if (statusOf(problem) >= 500) throw error;
    const [field] = problem.extras.errors ?? [];
    const detail = field ? `${field.path}: ${field.message}` : problem.message;
    return { number, outcome: 'refused', problem: problem.reason, detail };
  }
}
