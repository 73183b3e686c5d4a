/** The result of a followed item: completed with evidence, judged by somebody else (N-09, step 7). */
import { type Actor, type No, namesOf, no, type VaultTextRef } from '../../case/command.ts';
import { type FollowedItemAspect, fieldsOf } from '../aspect.ts';
import type { Completion, FollowedItemState } from '../state.ts';
import { dated, type NewDate, type NewDateGiven, withNewDate } from './new-date.ts';

interface ResultCommands {
  /** `words`: the evidence. */
  complete: { words: VaultTextRef };
  accept: { words: VaultTextRef | null };
  /** What is still missing, and until when. */
  return: NewDateGiven;
}

type ResultFact =
  | { type: 'completed'; data: ResultCommands['complete'] }
  | { type: 'accepted'; data: ResultCommands['accept'] }
  | { type: 'returned'; data: NewDate };

function completionOf(state: FollowedItemState): Completion | null {
  return 'completion' in state ? state.completion : null;
}

/** Why this actor does not judge the result, or null: the owner, and the person who did it, judge it under no name. */
export function mayNotJudge(completion: Completion | null, owner: string | null, actor: Actor): No | null {
  const { by, standingInFor } = completion ?? { by: null, standingInFor: null };
  const names = namesOf(actor);
  return [owner, by, standingInFor].some((id) => id !== null && names.includes(id))
    ? no('SamePerson', 'the result is judged by somebody other than who was to bring it')
    : null;
}

export const result: FollowedItemAspect<ResultCommands, ResultFact> = {
  decisions: {
    complete: (_state, { body }) => [{ type: 'completed', data: body }],
    accept: (state, { body, actor }) =>
      mayNotJudge(completionOf(state), state.owner, actor) ?? [{ type: 'accepted', data: body }],
    return: (state, { body, actor }, around) =>
      mayNotJudge(completionOf(state), state.owner, actor) ?? dated('returned', state, body, around),
  },
  evolutions: {
    completed: (state, { words }, { at, by, standingInFor = null }) => ({
      ...fieldsOf(state),
      status: 'completed',
      completion: { by, standingInFor, at, evidence: words },
    }),
    accepted: (state, _data, { at }) =>
      state.status === 'completed' ? { ...state, status: 'closed', closedAt: at } : state,
    returned: withNewDate,
  },
};
