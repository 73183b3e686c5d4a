/**
 * Rounds (F-16): the customer objects to a decline or an answer, or has a closed complaint reopened. Each opens a numbered
 * round with its own clock and survey; a breach of an earlier round stays. An objection is decided by somebody else.
 */
import { unchanged } from '../../../case/aspect.ts';
import { bothNames, type VaultTextRef } from '../../../case/command.ts';
import type { TimelineEvent } from '../../../case/event.ts';
import { readsAs } from '../../../case/policy.ts';
import { acceptedAtOf, type ComplaintAspect, type Decisions, type Evolutions, fieldsOf } from '../../aspect.ts';
import type { ComplaintFact } from '../../facts.ts';
import type { ComplaintState } from '../../state.ts';
import { disowning, isStaff } from '../speaking.ts';
import { claimedYes, type SpokenBody } from '../statements.ts';
import { nextRound } from './next-round.ts';
import { told } from './telling.ts';

export interface RoundCommands {
  object: { words: VaultTextRef } & SpokenBody;
  reopen: { words: VaultTextRef } & SpokenBody;
}

export type RoundFact =
  | { type: 'objected'; data: { to: 'decline' | 'answer'; barred: string[]; words: VaultTextRef } }
  | { type: 'reopened'; data: { words: VaultTextRef } }
  /** `reopened`: after it had been closed. */
  | { type: 'roundOpened'; data: { round: number; reopened?: true } }
  | { type: 'roundsExceeded'; data: { round: number; usual: number } };

const decisions: Decisions<RoundCommands> = {
  object(state, { body }) {
    const to = state.status === 'declined' ? 'decline' : 'answer';
    const objected: ComplaintFact = { type: 'objected', data: { to, barred: state.decidedBy, words: body.words } };
    return [objected, ...told(state, 'customer'), ...nextRound(state)];
  },
  reopen(state, { body: { words }, actor }, around) {
    const reopened: ComplaintFact = { type: 'reopened', data: { words } };
    // A customer who has the case reopened says no to a yes that staff recorded.
    const claimed = readsAs(state, 4) && !isStaff(actor) ? claimedYes(state) : undefined;
    const denied = claimed ? disowning(state, claimed, null, around, reopened) : [];
    return denied.includes(reopened) ? denied : [reopened, ...nextRound(state, readsAs(state, 3))];
  },
};

const evolutions: Evolutions<RoundFact> = {
  objected: (state, { barred }) => ({
    ...state,
    barred,
    owner: state.owner !== null && barred.includes(state.owner) ? null : state.owner,
  }),
  reopened: (state) => ({ ...state, barred: [] }),
  // What was declined is looked at anew, by triage; what was answered is worked on.
  roundOpened: (state, { round, reopened }, { at }) => {
    const fields = {
      ...fieldsOf(state),
      round,
      solved: false,
      closedAt: null,
      ...(reopened && readsAs(state, 4) ? { reopenedAt: at } : {}),
    };
    return state.status === 'declined'
      ? { ...fields, status: 'received', completeAt: state.completeAt ?? at }
      : { ...fields, status: 'open', acceptedAt: acceptedAtOf(state, at) };
  },
  roundsExceeded: unchanged,
};

/** The staff who count as having decided by an event; nobody if it was the system or the customer. */
export function decidersOf(event: Pick<TimelineEvent, 'by' | 'standingInFor'>): string[] {
  if (event.by === 'system' || event.by === 'customer') return [];
  return bothNames(event);
}

/** Why a complaint whose windows have ended takes no further round, nor anything else; or null. */
function obstacle(state: ComplaintState, command: string): string | null {
  if (!('over' in state) || !state.over) return null;
  if (command !== 'object' && command !== 'reopen') return `the case is ${state.status} and has ended`;
  return `the time for it ended at ${state.reopenUntil}; a new complaint that follows this one is the way`;
}

export const rounds: ComplaintAspect<RoundCommands, RoundFact> = {
  decisions,
  evolutions,
  obstacle,
  windows: {
    open: (state) => ('over' in state && !state.over ? [{ id: 'reopen', until: state.reopenUntil }] : []),
    // Nobody has had it reopened.
    ended: { reopen: () => [{ type: 'windowOver', data: {} }] },
  },
};
