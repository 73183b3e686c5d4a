/** An objection is decided by somebody else than who made the decision that it is about (F-16). */
import { type Command, type No, namesOf, no } from '../../case/command.ts';
import type { ComplaintAspect } from '../aspect.ts';
import type { ComplaintState } from '../state.ts';
import { becomesOwner } from './intake.ts';

/**
 * Why this person may not give a command, or null. The maker of the decision objected to neither owns nor decides this
 * round. Nor do their stand-ins.
 */
function barredFrom(state: ComplaintState, command: Command): No | null {
  const concerned = personsConcerned(state, command).find((person) => state.barred.includes(person));
  if (concerned === undefined) return null;
  return no(
    'SamePerson',
    `the customer objects to what ${concerned} decided: somebody else decides round ${state.round}`,
  );
}

/** Everybody as whom the actor would decide or own the complaint by a command. */
function personsConcerned(state: ComplaintState, { name, actor, body }: Command): string[] {
  switch (name) {
    case 'answer':
    case 'decline':
      return namesOf(actor);
    case 'accept':
      return becomesOwner(actor, state) ? namesOf(actor) : [];
    case 'assign':
      return [(body as { to: string }).to];
    case 'hand-over':
      return [(body as { receiver: string }).receiver];
    default:
      return [];
  }
}

export const samePerson: ComplaintAspect<object, never> = { decisions: {}, evolutions: {}, objection: barredFrom };
