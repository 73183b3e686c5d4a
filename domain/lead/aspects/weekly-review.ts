/** Every week of an open lead is reviewed by the CRM manager, or is a fact (N-06). */
import type { Window } from '../../case/case.ts';
import { type Clock, isLive } from '../../case/clocks/clock.ts';
import { ruleOf } from '../../case/clocks/clock-schedule.ts';
import { no, type VaultTextRef } from '../../case/command.ts';
import { readsAs } from '../../case/policy.ts';
import { type Decisions, type Evolutions, isOver, type LeadAspect } from '../aspect.ts';
import type { LeadState } from '../state.ts';

export interface ReviewCommands {
  /** `rate`: how likely success is by now; absent in a command of an earlier release. */
  review: { outcome: string; words: VaultTextRef | null; rate?: number };
}

export type ReviewFact =
  | { type: 'reviewed'; data: ReviewCommands['review'] & { was?: number } }
  /** A week has ended without a review; the next one begins with it, and the ladder of this one goes on. */
  | { type: 'weekMissed'; data: { clock: string; weekEnded: string } };

const decisions: Decisions<ReviewCommands> = {
  review: (state, { body }) =>
    readsAs(state, 3) && body.rate === undefined
      ? no('Incomplete', 'the weekly review says how likely success is by now: give the rate, also where it stays')
      : [{ type: 'reviewed', data: { ...body, ...(body.rate === undefined ? {} : { was: state.rate }) } }],
};

const evolutions: Evolutions<ReviewFact> = {
  reviewed: (state, { outcome, rate = state.rate }, { at }) => ({
    ...state,
    rate,
    clocks: recent(state),
    reviews: { ...state.reviews, made: state.reviews.made + 1, lastAt: at, lastOutcome: outcome },
  }),
  weekMissed: (state, { clock }) => ({
    ...state,
    reviews: { ...state.reviews, missed: state.reviews.missed + 1, missedClock: clock },
  }),
};

/** The clocks of a rule whose missed weeks begin the next one. */
const isWeekly = (state: LeadState, clock: Clock): boolean => ruleOf(state, clock).start.on.includes('weekMissed');

/** The end of the week that runs, until it has been recorded that nobody reviewed the lead in it. */
function weekWindows(state: LeadState): Window[] {
  if (isOver(state)) return [];
  const running = state.clocks.findLast((clock) => isLive(clock) && isWeekly(state, clock));
  if (!running || running.id === state.reviews.missedClock) return [];
  const until = running.breachedAt ?? running.dueAt;
  return until === null ? [] : [{ id: `week:${running.id}`, until }];
}

function weekEnded(_state: LeadState, { id, until }: Window): ReviewFact[] {
  return [{ type: 'weekMissed', data: { clock: id.slice('week:'.length), weekEnded: until } }];
}

/** As many weeks that are over as a lead keeps at hand. */
const kept = 4;

/**
 * The clocks without those of weeks that are long over: their facts are in the timeline, and a lead of years stays small.
 * The last breach stays, since a breach is a fact for ever.
 */
function recent(state: LeadState): Clock[] {
  const over = state.clocks.filter((clock) => clock.stoppedAt !== null && isWeekly(state, clock));
  const lastBreached = over.findLast(({ breachedAt }) => breachedAt !== null);
  const dropped = new Set(over.slice(0, -kept).filter((clock) => clock !== lastBreached));
  return dropped.size === 0 ? state.clocks : state.clocks.filter((clock) => !dropped.has(clock));
}

export const weeklyReview: LeadAspect<ReviewCommands, ReviewFact> = {
  decisions,
  evolutions,
  windows: { open: weekWindows, ended: { week: weekEnded } },
};
