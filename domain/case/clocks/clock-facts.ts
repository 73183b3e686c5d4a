/** Which facts about clocks follow from a fact of the case: the pack's rules say what starts and what stops each clock. Pure. */
import type { Amount } from '../../deadline/calendar.ts';
import type { WorkingCalendar } from '../../deadline/deadline.ts';
import type { CaseState } from '../case.ts';
import type { Fact } from '../event.ts';
import { type ClockRule, readsAs } from '../policy.ts';
import { type Clock, type ClockFact, isLive, type Schedule, waitingClock } from './clock.ts';
import {
  inTurn,
  type Named,
  nextClockId,
  overallBegin,
  resumed,
  ruleOf,
  schedule,
  started,
  takenOverAfter,
  timeGivenTo,
} from './clock-schedule.ts';

/** F-07 counts in retrospect from the instant at which the complaint was complete, N-09 from the programme's end; a later round from its own opening. */
function startInstant(state: CaseState, rule: ClockRule, event: string, at: string): string {
  // A letter of last week counts from when it came.
  const receivedAt = 'receivedAt' in state ? String(state.receivedAt) : undefined;
  const isReceipt = event === 'received' && receivedAt !== undefined;
  if (state.round > 1 || (rule.start.from === 'event' && !isReceipt)) return at;
  if (rule.start.from === 'received' || rule.start.from === 'event') return receivedAt ?? state.openedAt;
  if (rule.start.from === 'programmeEnd') return 'endedAt' in state ? String(state.endedAt) : at;
  const completeAt = 'completeAt' in state ? state.completeAt : null;
  return typeof completeAt === 'string' ? completeAt : (receivedAt ?? state.openedAt);
}

/** How a rule names a fact: by its type, or, if it is about one step of several, by its type and that step. */
function namesOfFact({ type, data }: Fact): string[] {
  const { step } = data as { step?: unknown };
  return typeof step === 'string' ? [type, `${type}:${step}`] : [type];
}

function stopped(rule: ClockRule, clock: Clock, names: readonly string[]): ClockFact[] {
  const factType = rule.stop.on.find((name) => names.includes(name));
  if (factType === undefined || !isLive(clock)) return [];
  const seen = [...clock.seen, factType];
  if (rule.stop.need === 'all' && !rule.stop.on.every((needed) => seen.includes(needed))) {
    return clock.seen.includes(factType) ? [] : [{ type: 'clockPartlyMet', data: { clock: clock.id, seen: factType } }];
  }
  return [{ type: clock.breachedAt ? 'clockStoppedLate' : 'clockMet', data: { clock: clock.id } }];
}

function startedOrReplaced(
  state: CaseState,
  rule: ClockRule,
  fact: Fact,
  at: string,
  calendar: WorkingCalendar,
): ClockFact[] {
  if (!namesOfFact(fact).some((name) => rule.start.on.includes(name))) return [];
  const instances = state.clocks.filter((clock) => clock.rule === rule.id && !clock.from);
  const waiting = instances.find((clock) => clock.state === 'notStarted' && clock.startedAt === null);
  const from = startInstant(fromFirstRound(state, rule), rule, fact.type, at);
  if (waiting) return [started(state, rule, waiting.id, from, calendar)];
  const next = (begin = from, given = {}) => started(state, rule, nextClockId(state, rule), begin, calendar, given);
  if (rule.recurs) return [next()];
  if (rule.overall) {
    const last = instances.at(-1);
    const begin = last ? overallBegin(state, last, fact, from) : null;
    return last && begin !== null ? [next(begin, timeGivenTo(last))] : [];
  }
  const live = instances.find(isLive);
  if (live && live.round === state.round) return [];
  const replaced: ClockFact[] = live ? [{ type: 'clockSuperseded', data: { clock: live.id } }] : [];
  return [...replaced, next()];
}

/** One limit over all rounds counts as in the first, though it begins in a later one: a declined complaint objected to. */
function fromFirstRound(state: CaseState, rule: ClockRule): CaseState {
  return rule.overall && readsAs(state, 4) ? { ...state, round: 1 } : state;
}

/** The clock that had ended with the news of the answer goes on from where it began, since that news has not arrived. */
function unmet(state: CaseState, clock: Clock, clocks: readonly Named[], calendar: WorkingCalendar): ClockFact[] {
  const rule = ruleOf(state, clock);
  const isLast = !state.clocks.some(
    (other) =>
      other.rule === clock.rule &&
      other.from?.number === clock.from?.number &&
      other.startedAt !== null &&
      state.clocks.indexOf(other) > state.clocks.indexOf(clock),
  );
  if (clock.state !== 'met' || clock.startedAt === null || !isLast || !rule.stop.on.includes('customerTold')) return [];
  const id = nextClockId({ clocks }, rule);
  const taken: ClockFact[] = clock.from
    ? [{ type: 'clockTakenOver', data: { clock: id, was: waitingClock(rule, id, state.round), from: clock.from } }]
    : [];
  return [...taken, started(state, rule, id, clock.startedAt, calendar, { ...timeGivenTo(clock), seen: clock.seen })];
}

/** The clock facts that follow from a fact which has just changed the state. Stops come before starts. */
export function clockFactsAfter(
  state: CaseState,
  fact: Fact,
  at: string,
  calendar: WorkingCalendar,
  endings: readonly string[],
): ClockFact[] {
  const { type: factType } = fact;
  const stops = state.clocks.flatMap((clock) => stopped(ruleOf(state, clock), clock, namesOfFact(fact)));
  const stoppedIds = stops.filter((fact) => fact.type !== 'clockPartlyMet').map((fact) => fact.data.clock);
  const remaining = state.clocks.filter((clock) => clock.stoppedAt === null && !stoppedIds.includes(clock.id));
  if (endings.includes(factType)) {
    return [...stops, ...remaining.map((clock): ClockFact => ({ type: 'clockCancelled', data: { clock: clock.id } }))];
  }
  const own = state.policy.clocks.flatMap((rule) => startedOrReplaced(state, rule, fact, at, calendar));
  const starts = [...own, ...takenOverAfter(state, fact, calendar, own)];
  if (factType === 'paused') return [...stops, ...remaining.filter(isPausable).map((clock) => paused(clock, at))];
  if (factType === 'resumed') {
    return [...stops, ...remaining.filter(isPaused).map((clock) => resumed(state, clock, at, calendar))];
  }
  if (factType === 'answerCameBack')
    return inTurn(state, state.clocks, (clock, clocks) => unmet(state, clock, clocks, calendar));
  const extensions = factType === 'extended' ? extended(state, fact, calendar) : [];
  return [...stops, ...starts, ...extensions];
}

export const isPausable = (clock: Clock): boolean => clock.state === 'running';
export const isPaused = (clock: Clock): boolean => clock.state === 'paused';

function paused(clock: Clock, at: string): ClockFact {
  return { type: 'clockPaused', data: { clock: clock.id, from: at } };
}

/** When a clock would be due with the extension that its rule has. Gives `detail` if the calendar does not reach so far. */
export function extendedSchedule(
  state: CaseState,
  clock: Clock,
  calendar: WorkingCalendar,
): (Schedule & { by: Amount }) | { detail: string } {
  const rule = ruleOf(state, clock);
  if (rule.extension === undefined || clock.startedAt === null) return { detail: 'nothing to extend' };
  const answer = schedule(rule, { ...clock, extension: rule.extension }, clock.startedAt, calendar);
  return 'detail' in answer ? answer : { ...answer, by: rule.extension };
}

function extended(state: CaseState, fact: Fact, calendar: WorkingCalendar): ClockFact[] {
  const { clock: id } = fact.data as { clock: string };
  return state.clocks
    .filter((clock) => clock.id === id)
    .flatMap((clock): ClockFact[] => {
      const answer = extendedSchedule(state, clock, calendar);
      if ('detail' in answer) return [];
      const { by, dueAt, dueLocal, rungs } = answer;
      return [{ type: 'clockExtended', data: { clock: id, by, wasDueAt: clock.dueAt, dueAt, dueLocal, rungs } }];
    });
}

/**
 * What a newer calendar changes: each live clock whose instants differ, and each that can be armed only now. The same of a
 * newer version of the policy, which says so in what it writes.
 */
export function clockFactsOfCalendar(
  state: CaseState,
  calendar: WorkingCalendar,
  why?: 'policy' | 'correction',
): ClockFact[] {
  return state.clocks.flatMap((clock): ClockFact[] => {
    if (clock.stoppedAt !== null || clock.startedAt === null || clock.state === 'paused') return [];
    const rule = ruleOf(state, clock);
    const answer = schedule(rule, clock, clock.startedAt, calendar);
    // A shorter calendar takes no deadline away: the instants that were armed stay.
    if ('detail' in answer) return [];
    const instants = { dueAt: answer.dueAt, dueLocal: answer.dueLocal, rungs: answer.rungs };
    if (clock.unarmed !== null) {
      const place = { clock: clock.id, rule: rule.id, round: clock.round, startedAt: clock.startedAt };
      return [{ type: 'clockStarted', data: { ...place, ...instants } }];
    }
    const same =
      (clock.breachedAt !== null || answer.dueAt === clock.dueAt) &&
      clock.rungs.every((rung, index) => rung.firedAt !== null || rung.dueAt === (answer.rungs[index] ?? null));
    const because = why === undefined ? {} : { why };
    return same
      ? []
      : [{ type: 'clockMoved', data: { clock: clock.id, wasDueAt: clock.dueAt, ...instants, ...because } }];
  });
}

/** The clock facts that follow if something was written down wrongly: clocks of the right kind, or from the right start. */
export function clocksCorrected(state: CaseState, fact: Fact, at: string, calendar: WorkingCalendar): ClockFact[] {
  if (fact.type === 'categoryCorrected') return ofRightKind(state, at, calendar);
  return fact.type === 'receivedCorrected' ? fromRightStart(state, fact, at, calendar) : [];
}

/** A clock that the right kind has not ends. One that it has as well is due by its own rule. One that ought to run begins. */
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
