/** Working and answering: pauses, interim answers, the final answer, the customer's verdict (F-15, F-16, B-08, G-03). */
import { unchanged } from '../../../case/aspect.ts';
import type { DecisionContext } from '../../../case/case.ts';
import type { VaultTextRef } from '../../../case/command.ts';
import { acceptedAtOf, type ComplaintAspect, type Decisions, type Evolutions, fieldsOf } from '../../aspect.ts';
import type { ComplaintFact } from '../../facts.ts';
import type { ClosingOutcome, ComplaintState } from '../../state.ts';
import { windowEnd } from '../../window-end.ts';
import type { SpokenBody } from '../statements.ts';
import { judged, type VerdictGiven } from './follow-up.ts';
import { nextRound } from './next-round.ts';
import { promised } from './promise.ts';
import { decidersOf } from './rounds.ts';
import { answerDecided, blockedBySolution, interimDecided } from './solving.ts';
import { told, withoutTelling } from './telling.ts';

export interface AnsweringCommands {
  pause: { reasonCode: string };
  resume: object;
  interim: { words: VaultTextRef; expectedBy: string | null };
  /** `expectedBy`: when the customer hears more, of an answer that does not solve the problem. */
  answer: { words: VaultTextRef; solved: boolean; expectedBy?: string | null };
  confirm: VerdictGiven & SpokenBody;
}

export type AnsweringFact =
  | { type: 'paused'; data: { reasonCode: string } }
  | { type: 'resumed'; data: object }
  /** `unsolved`: it was given as an answer. */
  | { type: 'interimAnswered'; data: { words: VaultTextRef; expectedBy: string | null; unsolved?: true } }
  | { type: 'answered'; data: { words: VaultTextRef; solved: boolean; followUpUntil: string } }
  | { type: 'solved'; data: object }
  | { type: 'confirmed'; data: VerdictGiven }
  | { type: 'closed'; data: { outcome: ClosingOutcome; reopenUntil: string } }
  | { type: 'windowOver'; data: object };

const decisions: Decisions<AnsweringCommands> = {
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
};

/** The end of the work, with the window in which the customer may have it reopened. */
function closed(state: ComplaintState, outcome: ClosingOutcome, around: DecisionContext): ComplaintFact {
  return { type: 'closed', data: { outcome, reopenUntil: windowEnd(state.policy.windows.reopen, around) } };
}

const evolutions: Evolutions<AnsweringFact> = {
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
  windowOver: (state) => (state.status === 'closed' || state.status === 'declined' ? { ...state, over: true } : state),
};

export const answering: ComplaintAspect<AnsweringCommands, AnsweringFact> = {
  decisions,
  evolutions,
  obstacle: blockedBySolution,
  windows: {
    open: (state) => (state.status === 'answered' ? [{ id: 'follow-up', until: state.followUpUntil }] : []),
    // Nobody has said whether it helped.
    ended: { 'follow-up': (state, _window, around) => [closed(state, 'silence', around)] },
  },
};
