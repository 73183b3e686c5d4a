/**
 * Answers that solve, and those that do not. If the document asks for a solution, an answer without one is an interim one
 * with its own next date (C-03, F-07, B-08). The owner can say later that it is solved now (F-03).
 */
import type { DecisionContext } from '../../../case/case.ts';
import { type Command, type No, no } from '../../../case/command.ts';
import { readsAs } from '../../../case/policy.ts';
import { answerClock, needsSolution } from '../../answer-clock.ts';
import type { ComplaintFact } from '../../facts.ts';
import type { ComplaintState } from '../../state.ts';
import { windowEnd } from '../../window-end.ts';
import type { AnsweringCommands } from './answering.ts';

/** What follows from an answer. */
export function answerDecided(
  state: ComplaintState,
  { body }: Pick<Command<'answer', AnsweringCommands['answer']>, 'body'>,
  around: DecisionContext,
): ComplaintFact[] | No {
  const { words, solved, expectedBy = null } = body;
  if (!solved && readsAs(state, 3) && (expectedBy !== null || state.policy.clocks.some(needsSolution))) {
    return interimDecided(state, { words, expectedBy, unsolved: true }, around);
  }
  const followUpUntil = windowEnd(state.policy.windows.followUp, around);
  const answer: ComplaintFact = { type: 'answered', data: { words, solved, followUpUntil } };
  return solved ? [answer, { type: 'solved', data: {} }] : [answer];
}

/** News for the customer, and when they hear more: not after the answer itself is due. */
export function interimDecided(
  state: ComplaintState,
  data: AnsweringCommands['interim'] & { unsolved?: true },
  { at }: DecisionContext,
): ComplaintFact[] | No {
  if (!readsAs(state, 3)) return [{ type: 'interimAnswered', data }];
  const { expectedBy } = data;
  if (expectedBy === null) {
    return data.unsolved
      ? no(
          'Incomplete',
          'an answer without a solution is an interim one: say in `expectedBy` when the customer hears more',
        )
      : [{ type: 'interimAnswered', data }];
  }
  if (Date.parse(expectedBy) <= Date.parse(at)) return no('Incomplete', `the expected time ${expectedBy} has passed`);
  const due = answerClock(state)?.dueAt ?? null;
  if (due !== null && Date.parse(expectedBy) > Date.parse(due)) {
    return no('Incomplete', `the answer is due at ${due}: nobody is told to expect news after it`);
  }
  return [{ type: 'interimAnswered', data }];
}

/** Why an answered complaint takes no other answer, or null: what is not solved yet can be solved now. */
export function blockedBySolution(state: ComplaintState, command: string): string | null {
  if (command !== 'answer' || state.status !== 'answered') return null;
  return state.solved || !readsAs(state, 3) ? 'the case is answered' : null;
}
