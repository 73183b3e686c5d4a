/** The work on a complaint until it is closed: pauses and more time, interim answers, the answer, the customer's verdict. */
import { unchanged } from '../../../case/aspect.ts';
import type { DecisionContext } from '../../../case/case.ts';
import type { Clock } from '../../../case/clocks/clock.ts';
import { extendedSchedule } from '../../../case/clocks/clock-facts.ts';
import { ruleOf } from '../../../case/clocks/clock-schedule.ts';
import { type Command, type No, namesOf, no, type VaultTextRef } from '../../../case/command.ts';
import { readsAs } from '../../../case/policy.ts';
import type { Amount } from '../../../deadline/calendar.ts';
import { answerClock, needsSolution } from '../../answer-clock.ts';
import { acceptedAtOf, type ComplaintAspect, fieldsOf } from '../../aspect.ts';
import type { ComplaintFact } from '../../facts.ts';
import type { ClosingOutcome, ComplaintState } from '../../state.ts';
import { windowEnd } from '../../window-end.ts';
import type { SpokenBody } from '../statements.ts';
import { nextRound } from './next-round.ts';
import { promised } from './promise.ts';
import { decidersOf, judged, type VerdictGiven } from './rounds.ts';
import { awaitsTelling, told, withoutTelling } from './telling.ts';

export interface AnsweringCommands {
  pause: { reasonCode: string };
  resume: object;
  interim: { words: VaultTextRef; expectedBy: string | null };
  /** `expectedBy`: when the customer hears more, of an answer that does not solve the problem. */
  answer: { words: VaultTextRef; solved: boolean; expectedBy?: string | null };
  confirm: VerdictGiven & SpokenBody;
}

type AnsweringFact =
  | { type: 'paused'; data: { reasonCode: string } }
  | { type: 'resumed'; data: object }
  /** `unsolved`: it was given as an answer. */
  | { type: 'interimAnswered'; data: { words: VaultTextRef; expectedBy: string | null; unsolved?: true } }
  | { type: 'answered'; data: { words: VaultTextRef; solved: boolean; followUpUntil: string } }
  | { type: 'solved'; data: object }
  | { type: 'confirmed'; data: VerdictGiven }
  | { type: 'closed'; data: { outcome: ClosingOutcome; reopenUntil: string } }
  | { type: 'windowOver'; data: object };

/** Working and answering: pauses, interim answers, the final answer, the customer's verdict (F-15, F-16, B-08, G-03). */
export const answering: ComplaintAspect<AnsweringCommands, AnsweringFact> = {
  decisions: {
    pause: (_state, { body }) => [{ type: 'paused', data: body }],
    resume: () => [{ type: 'resumed', data: {} }],
    interim: (state, { body }, around) => interimDecided(state, body, around),
    answer: answerDecided,

    confirm(state, { body }, around) {
      const { said: _, ...verdict } = body;
      const said: ComplaintFact = { type: 'confirmed', data: verdict };
      const isTold = told(state, 'customer');
      if (!body.helped) return [said, ...isTold, ...nextRound(state)];
      const solved: ComplaintFact[] = state.solved ? [] : [{ type: 'solved', data: {} }];
      return [said, ...solved, ...isTold, closed(state, 'helped', around)];
    },
  },

  evolutions: {
    paused: unchanged,
    resumed: unchanged,
    interimAnswered: promised,
    answered: (state, { words, followUpUntil }, event) => ({
      ...withoutTelling(fieldsOf(state)),
      status: 'answered',
      acceptedAt: acceptedAtOf(state, event.at),
      followUpUntil,
      answeredAt: event.at,
      decidedBy: decidersOf(event),
      answer: words,
      solved: false,
    }),
    solved: (state) => ({ ...state, solved: true }),
    confirmed: (state, data, event) => ({ ...judged(state, data, event), barred: [] }),
    closed: (state, { outcome, reopenUntil }, { at }) => ({
      ...fieldsOf(state),
      status: 'closed',
      outcome,
      reopenUntil,
      over: false,
      closedAt: at,
    }),
    windowOver: (state) =>
      state.status === 'closed' || state.status === 'declined' ? { ...state, over: true } : state,
  },

  obstacle: blockedBySolution,
  windows: {
    open: (state) => (state.status === 'answered' ? [{ id: 'follow-up', until: state.followUpUntil }] : []),
    // Nobody has said whether it helped.
    ended: { 'follow-up': (state, _window, around) => [closed(state, 'silence', around)] },
  },
};

/** The end of the work, with the window in which the customer may have it reopened. */
function closed(state: ComplaintState, outcome: ClosingOutcome, around: DecisionContext): ComplaintFact {
  return { type: 'closed', data: { outcome, reopenUntil: windowEnd(state.policy.windows.reopen, around) } };
}

/**
 * What follows from an answer, which may solve the problem or not. If the document asks for a solution, an answer without one
 * is an interim one with its own next date (C-03, F-07, B-08). The owner can say later that it is solved now (F-03).
 */
function answerDecided(
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
  const isTold = state.anonymous && awaitsTelling(state);
  const byPage: ComplaintFact[] = isTold ? [{ type: 'customerTold', data: { by: 'page' } }] : [];
  return solved ? [answer, { type: 'solved', data: {} }, ...byPage] : [answer, ...byPage];
}

/** News for the customer, and when they hear more: not after the answer itself is due. */
function interimDecided(
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
function blockedBySolution(state: ComplaintState, command: string): string | null {
  if (command !== 'answer' || state.status !== 'answered') return null;
  return state.solved || !readsAs(state, 3) ? 'the case is answered' : null;
}

export interface ExtensionCommands {
  extend: { clock: string; words: VaultTextRef };
}

type ExtensionFact = { type: 'extended'; data: { clock: string; by: Amount; words: VaultTextRef } };

/** More time for a clock, if the pack allows it: once per clock, before its breach, by a second person, and told. */
export const extension: ComplaintAspect<ExtensionCommands, ExtensionFact> = {
  decisions: {
    extend(state, { body, actor }, around) {
      const clock = extendable(state).find(({ id }) => id === body.clock);
      if (!clock) {
        const possible = extendable(state).map(({ id }) => id);
        return no('NotAllowedNow', `the clock ${body.clock} cannot be extended; these can: ${possible.join(', ')}`);
      }
      if (state.owner !== null && namesOf(actor).includes(state.owner)) {
        return no('SamePerson', 'more time is given by somebody other than the owner, who would have the use of it');
      }
      const answer = extendedSchedule(state, clock, around.calendar);
      if ('detail' in answer) return no('NotAllowedNow', `the calendar does not reach so far: ${answer.detail}`);
      return [{ type: 'extended', data: { clock: clock.id, by: answer.by, words: body.words } }];
    },
  },

  evolutions: { extended: unchanged },

  /** Why no clock can be extended just now, or null. */
  obstacle(state, command) {
    if (command !== 'extend') return null;
    if (extendable(state).length === 0) return 'no clock of it can be extended, or none any more';
    // A second person is needed, so there must be a first: who answers for the complaint.
    return state.owner === null && readsAs(state, 2) ? 'nobody owns it: it is assigned first' : null;
  },
};

/** The clocks that may be given more time now: the pack says by how much, none has had any, and none is breached. */
function extendable(state: ComplaintState): Clock[] {
  return state.clocks.filter(
    (clock) =>
      ruleOf(state, clock).extension !== undefined &&
      clock.extension === undefined &&
      clock.state === 'running' &&
      clock.breachedAt === null,
  );
}
