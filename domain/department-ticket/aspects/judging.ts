/** The result of a ticket, judged by the side of the complaint: accepted, or sent back (N-14). */
import { type Actor, type No, namesOf, no, type VaultTextRef } from '../../case/command.ts';
import { fieldsOf, type TicketAspect } from '../aspect.ts';
import type { TicketState } from '../state.ts';

interface JudgingCommands {
  accept: object;
  return: { words: VaultTextRef };
}

type JudgingFact = { type: 'accepted'; data: object } | { type: 'returned'; data: JudgingCommands['return'] };

/** The people who did the work do not judge it, under no name. Judging is for the side of the complaint. */
function notByFollower(state: TicketState, actor: Actor): No | null {
  const names = namesOf(actor);
  if (state.status === 'resolved' && [state.resolvedBy, state.resolvedFor].some((id) => id && names.includes(id))) {
    return no('SamePerson', 'the result is judged by somebody other than who gave it');
  }
  const { group, department } = state.follower;
  if (actor.groups.includes(group) || actor.departments.includes(department)) return null;
  return no('Forbidden', 'the result is judged by those who work on the complaint');
}

export const judging: TicketAspect<JudgingCommands, JudgingFact> = {
  decisions: {
    accept: (state, { actor }) => notByFollower(state, actor) ?? [{ type: 'accepted', data: {} }],
    return(state, { body, actor }) {
      const { maxReturns } = state.policy;
      if (state.returns >= maxReturns) {
        return no('ReturnsExhausted', `sent back ${state.returns} times already; the policy allows ${maxReturns}`);
      }
      return notByFollower(state, actor) ?? [{ type: 'returned', data: body }];
    },
  },
  evolutions: {
    accepted(state, _data, { at }) {
      const outcome = state.status === 'resolved' ? state.outcome : 'done';
      return { ...fieldsOf(state), status: 'closed', outcome, closedAt: at };
    },
    returned: (state) => ({
      ...fieldsOf(state),
      status: 'open',
      returns: state.returns + 1,
      round: state.round + 1,
    }),
  },
};
