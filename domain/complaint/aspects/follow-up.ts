/** The customer's verdict: whether the answer helped, and how the service compares with what was expected (F-16, C-14, B-02). */
import type { WordsReference } from '../../command.ts';
import type { TimelineEvent } from '../../event.ts';
import type { Decisions, Evolutions } from '../aspect.ts';
import type { ComplaintState } from '../state.ts';

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
  /** Null where one of the two scores is missing. */
  quality: Quality | null;
  at: string;
}

/** What is asked besides yes or no. Both scores are the customer's choice to give. */
export interface Scores {
  expected?: Score | null;
  perceived?: Score | null;
}

export interface FollowUpCommands {
  /** A verdict that came when the case was closed already: by silence, or by a yes on the telephone. */
  rate: { helped: boolean; words: WordsReference | null } & Scores;
}

export type FollowUpFact = { type: 'rated'; data: FollowUpCommands['rate'] };

/** B-02 for one pair of scores; null where one is missing. */
export function qualityOf({ expected, perceived }: Scores): Quality | null {
  if (!expected || !perceived) return null;
  if (perceived === expected) return 'ordinary';
  return perceived < expected ? 'poor' : 'distinguished';
}

/** The verdict of the present round, or undefined. */
function presentVerdict({ verdicts, round }: ComplaintState): Verdict | undefined {
  return verdicts.find((verdict) => verdict.round === round);
}

/** The complaint with the verdict of its present round. What was said first stays; a later one adds the scores. */
export function judged(
  state: ComplaintState,
  { helped, expected = null, perceived = null }: { helped: boolean } & Scores,
  { at }: Pick<TimelineEvent, 'at'>,
): ComplaintState {
  const first = presentVerdict(state);
  const quality = qualityOf({ expected, perceived });
  const verdict: Verdict = { round: state.round, helped: first?.helped ?? helped, expected, perceived, quality, at };
  return { ...state, verdicts: [...state.verdicts.filter(({ round }) => round !== state.round), verdict] };
}

export const followUpDecisions: Decisions<FollowUpCommands> = {
  rate: (_state, { body }) => [{ type: 'rated', data: body }],
};

export const followUpEvolutions: Evolutions<FollowUpFact> = { rated: judged };

/** Why a verdict cannot be given any more, or null: each round is judged once, and only while the case can be reopened. */
export function blockedByVerdict(state: ComplaintState, command: string): string | null {
  if (command !== 'rate') return null;
  if ('over' in state && state.over) return 'the time for a verdict is over';
  const verdict = presentVerdict(state);
  return verdict && (verdict.expected !== null || verdict.perceived !== null) ? 'this round has been judged' : null;
}
