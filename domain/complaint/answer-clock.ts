/** The clocks that an answer or a solution ends, and nothing else: by them the customer is told when to expect it. */
import type { CaseState } from '../case/case.ts';
import type { Clock } from '../case/clocks/clock.ts';
import { type BroughtClock, ruleOf } from '../case/clocks/clock-schedule.ts';
import { type ClockRule, readsAs } from '../case/policy.ts';
import type { ComplaintState } from './state.ts';

const ends: readonly string[] = ['answered', 'solved', 'customerTold'];

/** True of a clock of the answer itself, not of one that an answer happens to stop. */
export function isOfAnswer({ stop }: { stop: Pick<ClockRule['stop'], 'on'> }): boolean {
  return stop.on.every((event) => ends.includes(event));
}

/** True if an answer that does not solve the problem leaves the clock running (C-03, F-07, B-08). */
export function needsSolution({ stop }: { stop: Pick<ClockRule['stop'], 'on'> & { need?: string } }): boolean {
  return stop.on.includes('solved') && (stop.need === 'all' || !stop.on.includes('answered'));
}

/** What the customer notices of us: a clock that one of these ends is a promise to the customer. */
const noticed: readonly string[] = [...ends, 'interimAnswered', 'contactLogged', 'complainantContacted'];

/** The promises of a complaint that another one takes over with it, as they stand: running, breached, or still to start (R4). */
export function promisesOf(state: ComplaintState): BroughtClock[] {
  return state.clocks.flatMap((clock): BroughtClock[] => {
    const rule = ruleOf(state, clock);
    if (clock.stoppedAt !== null || !rule.stop.on.some((event) => noticed.includes(event))) return [];
    const startsWhenAccepted = clock.startedAt === null && rule.start.on.includes('accepted');
    const countsFrom = startsWhenAccepted ? (clock.from?.countsFrom ?? state.completeAt) : null;
    if (clock.startedAt === null && countsFrom === null) return [];
    return [{ clock, from: { number: clock.from?.number ?? state.number, rule, countsFrom } }];
  });
}

type WithClocks = Pick<CaseState, 'clocks' | 'policy'>;

/** The running clock by which the customer may expect the answer: the one that is due first, or null. */
export function answerClock(state: WithClocks): Clock | null {
  // Once it is solved, what such a clock still waits for is that our message arrives.
  const running = state.clocks.filter(
    (clock) => clock.state === 'running' && isOfAnswer(ruleOf(state, clock)) && !clock.seen.includes('solved'),
  );
  return firstDue(running, readsAs(state, 3));
}

/** Of running clocks of the answer, the one that is due first. */
export function firstDue<One extends Pick<Clock, 'id' | 'dueAt'>>(running: One[], readsStrictly: boolean): One | null {
  // Packs of an earlier reading had a clock of the visit beside it, which nobody was promised.
  const named = readsStrictly ? [] : running.filter(({ id }) => /^answer(-\d+)?$/.test(id));
  const candidates = named.length > 0 ? named : running;
  return candidates.reduce<One | null>((first, clock) => (isEarlier(clock, first) ? clock : first), null);
}

function isEarlier({ dueAt }: Pick<Clock, 'dueAt'>, first: Pick<Clock, 'dueAt'> | null): boolean {
  return dueAt !== null && (first?.dueAt == null || Date.parse(dueAt) < Date.parse(first.dueAt));
}
