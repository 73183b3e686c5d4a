/**
 * Rounds (F-16): the customer objects to a decline or an answer, or has a closed complaint reopened. Each opens a numbered
 * round with its own clock and survey; a breach of an earlier round stays. An objection is decided by somebody else.
 */
import type { WordsReference } from '../../../case/command.ts';
import type { TimelineEvent } from '../../../case/event.ts';
import { readsAs } from '../../../case/policy.ts';
import { acceptedAtOf, type Decisions, type Evolutions, fieldsOf, onlyNoted } from '../../aspect.ts';
import type { ComplaintFact } from '../../facts.ts';
import type { ComplaintState } from '../../state.ts';
import type { SpokenBody } from '../statements.ts';
import { told } from './telling.ts';

export interface RoundCommands {
  object: { words: WordsReference } & SpokenBody;
  reopen: { words: WordsReference } & SpokenBody;
}

export type RoundFact =
  | { type: 'objected'; data: { to: 'decline' | 'answer'; barred: string[]; words: WordsReference } }
  | { type: 'reopened'; data: { words: WordsReference } }
  /** `reopened`: after it had been closed. */
  | { type: 'roundOpened'; data: { round: number; reopened?: true } }
  | { type: 'roundsExceeded'; data: { round: number; usual: number } };

export const roundDecisions: Decisions<RoundCommands> = {
  object(state, { body }) {
    const to = state.status === 'declined' ? 'decline' : 'answer';
    const objected: ComplaintFact = { type: 'objected', data: { to, barred: state.decidedBy, words: body.words } };
    return [objected, ...told(state, 'customer'), ...nextRound(state)];
  },
  reopen: (state, { body: { words } }) => [
    { type: 'reopened', data: { words } },
    ...nextRound(state, readsAs(state, 3)),
  ],
};

/**
 * The next round. None is refused, since a complaint is followed to its satisfactory end; one beyond the number that the
 * pack calls usual is a fact of its own, so that somebody who leads hears of it.
 */
export function nextRound(state: ComplaintState, isReopened = false): ComplaintFact[] {
  const round = state.round + 1;
  const usual = state.policy.usualRounds;
  const exceeded: ComplaintFact[] =
    usual !== undefined && round > usual ? [{ type: 'roundsExceeded', data: { round, usual } }] : [];
  return [{ type: 'roundOpened', data: { round, ...(isReopened ? { reopened: true } : {}) } }, ...exceeded];
}

export const roundEvolutions: Evolutions<RoundFact> = {
  objected: (state, { barred }) => ({
    ...state,
    barred,
    owner: state.owner !== null && barred.includes(state.owner) ? null : state.owner,
  }),
  reopened: (state) => ({ ...state, barred: [] }),
  // What was declined is looked at anew, by triage; what was answered is worked on.
  roundOpened: (state, { round }, { at }) => {
    const fields = { ...fieldsOf(state), round, solved: false, closedAt: null };
    return state.status === 'declined'
      ? { ...fields, status: 'received', completeAt: state.completeAt ?? at }
      : { ...fields, status: 'open', acceptedAt: acceptedAtOf(state, at) };
  },
  roundsExceeded: onlyNoted,
};

/** The staff who count as having decided by an event; nobody where it was the system or the customer. */
export function decidersOf({ by, standingInFor }: Pick<TimelineEvent, 'by' | 'standingInFor'>): string[] {
  if (by === 'system' || by === 'customer') return [];
  return standingInFor ? [by, standingInFor] : [by];
}

/** Why a complaint whose windows have ended takes no further round, or null. */
export function blockedByEnd(state: ComplaintState, command: string): string | null {
  const wantsRound = command === 'object' || command === 'reopen';
  if (!wantsRound || !('over' in state) || !state.over) return null;
  return `the time for it ended at ${state.reopenUntil}; a new complaint that follows this one is the way`;
}
