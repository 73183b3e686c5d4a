/** What the customer says once a complaint is decided, and the rounds that a no, an objection or a reopening opens. */

import { unchanged } from '../../../case/aspect.ts';
import { bothNames, no, type VaultTextRef } from '../../../case/command.ts';
import type { TimelineEvent } from '../../../case/event.ts';
import { readsAs } from '../../../case/policy.ts';
import { acceptedAtOf, type ComplaintAspect, fieldsOf } from '../../aspect.ts';
import type { ComplaintFact } from '../../facts.ts';
import type { ComplaintState } from '../../state.ts';
import { disowning, isStaff } from '../speaking.ts';
import { claimedYes, type SpokenBody } from '../statements.ts';
import { nextRound } from './next-round.ts';
import { told } from './telling.ts';

/** From 1, the lowest, to 5. */
export type Score = 1 | 2 | 3 | 4 | 5;

/** B-02: what was perceived against what was expected; equal, below, above. */
type Quality = 'ordinary' | 'poor' | 'distinguished';

/** What the customer said at the end of one round. */
export interface Verdict {
  round: number;
  helped: boolean;
  expected: Score | null;
  perceived: Score | null;
  /** Null if one of the two scores is missing. */
  quality: Quality | null;
  at: string;
  /** Set if staff recorded it: it is never counted with what customers say themselves. */
  by?: 'staff';
}

/** What is asked besides yes or no. Both scores are the customer's choice to give. */
interface Scores {
  expected?: Score | null;
  perceived?: Score | null;
}

export type VerdictGiven = { helped: boolean; words: VaultTextRef | null } & Scores;

export interface FollowUpCommands {
  /** A verdict that came when the case was closed already: by silence, or by a yes on the telephone. */
  rate: VerdictGiven & SpokenBody;
}

type FollowUpFact = { type: 'rated'; data: VerdictGiven };

/** B-02 for one pair of scores; null if one is missing. */
export function qualityOf({ expected, perceived }: Scores): Quality | null {
  if (!expected || !perceived) return null;
  if (perceived === expected) return 'ordinary';
  return perceived < expected ? 'poor' : 'distinguished';
}

function presentVerdict({ verdicts, round }: ComplaintState): Verdict | undefined {
  return verdicts.find((verdict) => verdict.round === round);
}

/** What staff recorded is no verdict of the customer's: it stands until there is one. */
function customersVerdict(state: ComplaintState): Verdict | undefined {
  const verdict = presentVerdict(state);
  return verdict?.by === 'staff' ? undefined : verdict;
}

/** The complaint with the verdict of its present round. What was said first stays; a later one adds the scores. */
export function judged(
  state: ComplaintState,
  { helped, expected = null, perceived = null }: { helped: boolean } & Scores,
  { at, by }: Pick<TimelineEvent, 'at' | 'by'>,
): ComplaintState {
  const first = customersVerdict(state);
  const quality = qualityOf({ expected, perceived });
  const author = readsAs(state, 3) && by !== 'customer' ? { by: 'staff' as const } : {};
  const verdict: Verdict = {
    round: state.round,
    helped: first?.helped ?? helped,
    expected,
    perceived,
    quality,
    at,
    ...author,
  };
  return { ...state, verdicts: [...state.verdicts.filter(({ round }) => round !== state.round), verdict] };
}

/** The customer's verdict: whether the answer helped, and how the service compares with what was expected (F-16, C-14, B-02). */
export const followUp: ComplaintAspect<FollowUpCommands, FollowUpFact> = {
  decisions: {
    rate(state, { body, actor }, around) {
      const { said: _, ...verdict } = body;
      const rated: ComplaintFact = { type: 'rated', data: verdict };
      if (!readsAs(state, 3)) return [rated];
      if (isStaff(actor) && hasScores(presentVerdict(state))) return no('NotAllowedNow', 'this round has been judged');
      // A no to what staff recorded as a yes is a no like any other.
      const claimed = isStaff(actor) || body.helped ? undefined : claimedYes(state);
      return claimed ? disowning(state, claimed, null, around, rated) : [rated];
    },
  },

  evolutions: { rated: judged },

  /** Why a verdict cannot be given any more, or null: each round is judged once, and only while the case can be reopened. */
  obstacle(state, command) {
    if (command !== 'rate') return null;
    if ('over' in state && state.over) return 'the time for a verdict is over';
    return hasScores(customersVerdict(state)) ? 'this round has been judged' : null;
  },
};

function hasScores(verdict: Verdict | undefined): boolean {
  return verdict !== undefined && (verdict.expected !== null || verdict.perceived !== null);
}

export interface RoundCommands {
  object: { words: VaultTextRef } & SpokenBody;
  reopen: { words: VaultTextRef } & SpokenBody;
}

type RoundFact =
  | { type: 'objected'; data: { to: 'decline' | 'answer'; barred: string[]; words: VaultTextRef } }
  | { type: 'reopened'; data: { words: VaultTextRef } }
  /** `reopened`: after it had been closed. */
  | { type: 'roundOpened'; data: { round: number; reopened?: true } }
  | { type: 'roundsExceeded'; data: { round: number; usual: number } };

/**
 * Rounds (F-16): the customer objects to a decline or an answer, or has a closed complaint reopened. Each opens a numbered
 * round with its own clock and survey; a breach of an earlier round stays. An objection is decided by somebody else.
 */
export const rounds: ComplaintAspect<RoundCommands, RoundFact> = {
  decisions: {
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
  },

  evolutions: {
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
  },

  /** Why a complaint whose windows have ended takes no further round, nor anything else; or null. */
  obstacle(state, command) {
    if (!('over' in state) || !state.over) return null;
    if (command !== 'object' && command !== 'reopen') return `the case is ${state.status} and has ended`;
    return `the time for it ended at ${state.reopenUntil}; a new complaint that follows this one is the way`;
  },

  windows: {
    open: (state) => ('over' in state && !state.over ? [{ id: 'reopen', until: state.reopenUntil }] : []),
    // Nobody has had it reopened.
    ended: { reopen: () => [{ type: 'windowOver', data: {} }] },
  },
};

/** The staff who count as having decided by an event; nobody if it was the system or the customer. */
export function decidersOf(event: Pick<TimelineEvent, 'by' | 'standingInFor'>): string[] {
  if (event.by === 'system' || event.by === 'customer') return [];
  return bothNames(event);
}
