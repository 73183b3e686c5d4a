/** Clocks that a case takes over from one that was merged into it: its customer waits no longer than either promised (R4). */

import type { WorkingCalendar } from '../../deadline/deadline.ts';
import type { CaseState } from '../case.ts';
import type { Fact } from '../event.ts';
import { type Clock, type ClockFact, type ClockOrigin, isLive, waitingClock } from './clock.ts';
import { inTurn, type Named, nextClockId, resumed, started, timeGivenTo } from './clock-schedule.ts';
import { overallBegin } from './overall-clock.ts';

/** A clock on its way into another case, with the rule that it goes on following. */
export interface BroughtClock {
  clock: Clock;
  from: ClockOrigin;
}

/** The facts by which a case takes clocks over as they stand; one that was paused there runs on here. */
export function takenOver(
  state: CaseState,
  brought: readonly BroughtClock[],
  at: string,
  calendar: WorkingCalendar,
): ClockFact[] {
  let clocks = state.clocks;
  return brought.flatMap(({ clock: was, from }): ClockFact[] => {
    const id = nextClockId({ clocks }, from.rule);
    const clock: Clock = { ...was, id, from };
    clocks = [...clocks, clock];
    const taken: ClockFact = { type: 'clockTakenOver', data: { clock: id, was, from } };
    if (was.state === 'paused') return [taken, resumed(state, clock, at, calendar)];
    const hasBegun = state.status === 'open' && was.startedAt === null && from.countsFrom !== null;
    return hasBegun ? [taken, started(state, from.rule, id, from.countsFrom ?? at, calendar)] : [taken];
  });
}

/** What a fact starts, renews or ends of the clocks that were taken over; `own`: what it does to the case's own. */
export function takenOverAfter(
  state: CaseState,
  fact: Fact,
  calendar: WorkingCalendar,
  own: readonly ClockFact[],
): ClockFact[] {
  const after = (clock: Clock, clocks: readonly Named[]): ClockFact[] => {
    const { from } = clock;
    if (!from?.rule.start.on.includes(fact.type)) return [];
    if (clock.startedAt === null && clock.stoppedAt === null) {
      return from.countsFrom === null ? [] : [started(state, from.rule, clock.id, from.countsFrom, calendar)];
    }
    if (from.rule.overall) return goesOn(state, { clock, clocks }, from, fact, calendar);
    // The case's own clock of the new round stands for both.
    return isLive(clock) && clock.round !== state.round ? [{ type: 'clockSuperseded', data: { clock: clock.id } }] : [];
  };
  return inTurn(state, state.clocks, after, own);
}

/** One limit over all rounds runs on from where it began, here as in the case that brought it. */
function goesOn(
  state: CaseState,
  { clock, clocks }: { clock: Clock; clocks: readonly Named[] },
  from: ClockOrigin,
  fact: Fact,
  calendar: WorkingCalendar,
): ClockFact[] {
  const line = state.clocks.filter((other) => other.from?.number === from.number && other.rule === clock.rule);
  const begin = line.at(-1) === clock ? overallBegin(state, clock, fact, from.countsFrom) : null;
  if (begin === null) return [];
  const id = nextClockId({ clocks }, from.rule);
  const was = waitingClock(from.rule, id, state.round);
  return [
    { type: 'clockTakenOver', data: { clock: id, was, from } },
    started(state, from.rule, id, begin, calendar, timeGivenTo(clock)),
  ];
}
