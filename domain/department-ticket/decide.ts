import { type Actor, type Command, inTheRightOf, type No, namesOf, no } from '../case/command.ts';
import { assignsToSelfOnly } from '../case/rights.ts';
import type { TicketCommands } from './commands.ts';
import type { TicketFact } from './facts.ts';
import type { TicketState } from './state.ts';

type TicketCommand = { [Name in keyof TicketCommands]: Command<Name, TicketCommands[Name]> }[keyof TicketCommands];

/** What follows from a command that table and rights allow (C-06, N-11, N-14). */
export function decideTicket(state: TicketState, given: Command): TicketFact[] | No {
  const command = given as TicketCommand;
  switch (command.name) {
    case 'assign':
      return assigned(state, command);
    case 'note':
      return [{ type: 'noted', data: command.body }];
    case 'resolve':
      return [{ type: 'resolved', data: command.body }];
    case 'accept':
      return notByFollower(state, command.actor) ?? [{ type: 'accepted', data: {} }];
    case 'return': {
      const { maxReturns } = state.policy;
      if (state.returns >= maxReturns) {
        return no('ReturnsExhausted', `sent back ${state.returns} times already; the policy allows ${maxReturns}`);
      }
      return notByFollower(state, command.actor) ?? [{ type: 'returned', data: command.body }];
    }
    case 'name-staff':
      return staffNamed(state, command.body.staff);
    case 'withdraw':
      return state.status === 'closed' || state.status === 'withdrawn' ? [] : [{ type: 'withdrawn', data: {} }];
  }
}

/** Anyone who did the work does not judge it, under no name, and judging is for the side of the complaint. */
function notByFollower(state: TicketState, actor: Actor): No | null {
  const names = namesOf(actor);
  if (state.status === 'resolved' && [state.resolvedBy, state.resolvedFor].some((id) => id && names.includes(id))) {
    return no('SamePerson', 'the result is judged by somebody other than who gave it');
  }
  const { group, department } = state.follower;
  if (actor.groups.includes(group) || actor.departments.includes(department)) return null;
  return no('Forbidden', 'the result is judged by those who work on the complaint');
}

/** Anyone who turns out to be named owns the ticket no longer (F-10). */
function staffNamed(state: TicketState, staff: string[]): TicketFact[] {
  const { owner } = state;
  const named: TicketFact = { type: 'staffNamed', data: { staff } };
  return owner !== null && staff.includes(owner) ? [named, { type: 'ownerLost', data: { from: owner } }] : [named];
}

function assigned(state: TicketState, { body, actor }: Command<'assign', TicketCommands['assign']>): TicketFact[] | No {
  const { to } = body;
  // Looked at first: anyone who assigns to nobody but himself learns by trying whom it names as little as by reading (F-10).
  if (to !== inTheRightOf(actor) && assignsToSelfOnly(actor, state)) {
    return no('Forbidden', 'you may assign a ticket to nobody but yourself');
  }
  if (state.about.includes(to)) return no('NamedInCase', 'the complaint names that person');
  return [{ type: 'assigned', data: { to, from: state.owner } }];
}
