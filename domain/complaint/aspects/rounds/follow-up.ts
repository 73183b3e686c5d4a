/** The customer's verdict: whether the answer helped, and how the service compares with what was expected (F-16, C-14, B-02). */
import { no, type VaultTextRef } from '../../../case/command.ts';
import type { TimelineEvent } from '../../../case/event.ts';
import { readsAs } from '../../../case/policy.ts';
import type { ComplaintAspect, Decisions, Evolutions } from '../../aspect.ts';
import type { ComplaintFact } from '../../facts.ts';
import type { ComplaintState } from '../../state.ts';
import { disowning, isStaff } from '../speaking.ts';
import { claimedYes, type SpokenBody } from '../statements.ts';

/** From 1, the lowest, to 5. */
export type Score = 1 | 2 | 3 | 4 | 5;

/** B-02: what was perceived against what was expected; equal, below, above. */
export type Quality = 'ordinary' | 'poor' | 'distinguished';

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
export interface Scores {
  expected?: Score | null;
  perceived?: Score | null;
}

export type VerdictGiven = { helped: boolean; words: VaultTextRef | null } & Scores;

export interface FollowUpCommands {
  /** A verdict that came when the case was closed already: by silence, or by a yes on the telephone. */
  rate: VerdictGiven & SpokenBody;
}

export type FollowUpFact = { type: 'rated'; data: VerdictGiven };

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

const decisions: Decisions<FollowUpCommands> = {
  rate(state, { body, actor }, around) {
    const { said: _, ...verdict } = body;
    const rated: ComplaintFact = { type: 'rated', data: verdict };
    if (!readsAs(state, 3)) return [rated];
    if (isStaff(actor) && hasScores(presentVerdict(state))) return no('NotAllowedNow', 'this round has been judged');
    // A no to what staff recorded as a yes is a no like any other.
    const claimed = isStaff(actor) || body.helped ? undefined : claimedYes(state);
    return claimed ? disowning(state, claimed, null, around, rated) : [rated];
  },
};

const evolutions: Evolutions<FollowUpFact> = { rated: judged };

/** Why a verdict cannot be given any more, or null: each round is judged once, and only while the case can be reopened. */
function obstacle(state: ComplaintState, command: string): string | null {
  if (command !== 'rate') return null;
  if ('over' in state && state.over) return 'the time for a verdict is over';
  return hasScores(customersVerdict(state)) ? 'this round has been judged' : null;
}

function hasScores(verdict: Verdict | undefined): boolean {
  return verdict !== undefined && (verdict.expected !== null || verdict.perceived !== null);
}

export const followUp: ComplaintAspect<FollowUpCommands, FollowUpFact> = { decisions, evolutions, obstacle };
