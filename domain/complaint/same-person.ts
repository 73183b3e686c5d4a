/** An objection is decided by somebody else than who made the decision that it is about (F-16). */
import { type Command, type No, no } from '../command.ts';
import { becomesOwner } from './intake.ts';
import type { ComplaintState } from './state.ts';

/** Why a command is not for whom it concerns: whoever made the decision objected to neither owns nor decides this round. */
export function barredFrom(state: ComplaintState, command: Command): No | null {
  const concerned = personConcerned(state, command);
  if (concerned === null || !state.barred.includes(concerned)) return null;
  return no(
    'SamePerson',
    `the customer objects to what ${concerned} decided: somebody else decides round ${state.round}`,
  );
}

/** Who would decide or own the complaint by a command, or null. */
function personConcerned(state: ComplaintState, { name, actor, body }: Command): string | null {
  switch (name) {
    case 'answer':
    case 'decline':
      return actor.id;
    case 'accept':
      return becomesOwner(actor, state) ? actor.id : null;
    case 'assign':
      return (body as { to: string }).to;
    case 'hand-over':
      return (body as { receiver: string }).receiver;
    default:
      return null;
  }
}
