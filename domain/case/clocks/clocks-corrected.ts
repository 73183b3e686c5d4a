/** Clocks of a case of which something was written down wrongly: those of the right kind, or from the right start. Pure. */

import type { WorkingCalendar } from '../../deadline/deadline.ts';
import type { CaseState } from '../case.ts';
import type { Fact } from '../event.ts';
import type { ClockRule } from '../policy.ts';
import type { Clock, ClockFact } from './clock.ts';
import { clockFactsOfCalendar, startInstant } from './clock-facts.ts';
import { ruleOf, started } from './clock-schedule.ts';

/** The clock facts that follow from a correction; none from any other fact. */
export function clocksCorrected(state: CaseState, fact: Fact, at: string, calendar: WorkingCalendar): ClockFact[] {
  if (fact.type === 'categoryCorrected') return ofRightKind(state, at, calendar);
  return fact.type === 'receivedCorrected' ? fromRightStart(state, fact, at, calendar) : [];
}

/** A clock that the right kind has not ends; one that it has as well is due by its own rule; one that ought to run begins. */
function ofRightKind(state: CaseState, at: string, calendar: WorkingCalendar): ClockFact[] {
  const resting = state.policy.clocks.filter(({ start }) => start.on.length === 0).map(({ id }) => id);
  const isEnding = (clock: Clock) =>
    isReplaced(state, clock) || (clock.stoppedAt === null && !clock.from && resting.includes(clock.rule));
  const ended = state.clocks
    .filter(isEnding)
    .map((clock): ClockFact => ({ type: 'clockSuperseded', data: { clock: clock.id } }));
  const moved = clockFactsOfCalendar(state, calendar, 'correction').filter(
    ({ data: { clock } }) => !ended.some((fact) => fact.data.clock === clock),
  );
  const begun = state.clocks
    .filter(
      (clock) => clock.state === 'notStarted' && clock.startedAt === null && clock.stoppedAt === null && !clock.from,
    )
    .flatMap((clock): ClockFact[] => {
      const rule = ruleOf(state, clock);
      const from = begunAt(state, rule, at);
      return from === null ? [] : [started(state, rule, clock.id, from, calendar)];
    });
  return [...ended, ...moved, ...begun];
}

/** True of a clock that goes on by its former rule and has not been missed: one of the right kind takes its place. */
export function isReplaced({ number }: Pick<CaseState, 'number'>, clock: Clock): boolean {
  return clock.from?.number === number && clock.stoppedAt === null && clock.breachedAt === null;
}

/** When a clock of this rule would have begun, had it been there all the time. Null if it would not run now. */
function begunAt(state: CaseState, rule: ClockRule, at: string): string | null {
  const past: Record<string, string> = {
    received: startInstant(state, { ...rule, start: { ...rule.start, from: 'received' } }, 'received', at),
    ...('acceptedAt' in state ? { accepted: String(state.acceptedAt) } : {}),
    ...('returnedAt' in state ? { returnedForCompletion: String(state.returnedAt) } : {}),
    ...('complainantContactedAt' in state ? { complainantContacted: String(state.complainantContactedAt) } : {}),
  };
  if (rule.stop.need === 'any' && rule.stop.on.some((event) => event in past)) return null;
  const event = rule.start.on.find((one) => one in past);
  return event === undefined ? null : startInstant(state, rule, event, past[event] ?? at);
}

/** What counts from receipt counts from the right one; a breach stands, since it was told and acted on. */
function fromRightStart(state: CaseState, { data }: Fact, at: string, calendar: WorkingCalendar): ClockFact[] {
  const { from } = data as { from: string };
  return state.clocks.flatMap((clock): ClockFact[] => {
    const isOfReceipt =
      clock.startedAt === from && clock.stoppedAt === null && clock.breachedAt === null && !clock.from;
    if (!isOfReceipt) return [];
    const rule = ruleOf(state, clock);
    const { pauses, extension } = clock;
    return [
      started(state, rule, clock.id, startInstant(state, rule, 'received', at), calendar, {
        pauses,
        ...(extension ? { extension } : {}),
      }),
    ];
  });
}
