/**
 * When a clock is due: its rule, its question to the calendar, and the facts by which it starts or goes on. That may be a clock
 * of a case that was merged into this one. Its customer waits no longer than either promised (R4).
 */
import type { Amount } from '../../deadline/calendar.ts';
import { deadline, type WorkingCalendar } from '../../deadline/deadline.ts';
import { sumOfAmounts } from '../../deadline/sum-of-amounts.ts';
import type { CaseState } from '../case.ts';
import type { Fact } from '../event.ts';
import { type ClockRule, readsAs } from '../policy.ts';
import {
  type Clock,
  type ClockFact,
  type ClockOrigin,
  endedPauses,
  type GoesOn,
  isLive,
  type Schedule,
  type TimeGiven,
  waitingClock,
} from './clock.ts';

/** The rule that a clock follows, in the policy slice that the case is pinned to. */
export function ruleOf(state: Pick<CaseState, 'policy'>, clock: Clock): ClockRule {
  const rule = clock.from?.rule ?? state.policy.clocks.find((candidate) => candidate.id === clock.rule);
  if (!rule) throw new Error(`clock ${clock.id} follows no rule of the pinned policy`);
  return rule;
}

/** The time that a clock has in all, its extension included. */
export function extendedDue(due: Amount, extension: Amount | null | undefined): Amount {
  return extension ? sumOfAmounts(due, extension) : due;
}

/** The question whose answer is the clock's due instant: what the deadline, its preview and its proof all ask. */
function clockQuestion(rule: ClockRule, clock: TimeGiven, startedAt: string) {
  return {
    start: startedAt,
    due: extendedDue(rule.due, clock.extension),
    pauses: clock.pauses,
    rungs: rule.ladder.map((step) => step.rung),
  };
}

export function schedule(
  rule: ClockRule,
  clock: TimeGiven,
  startedAt: string,
  calendar: WorkingCalendar,
): Schedule | { detail: string } {
  const answer = deadline(calendar, clockQuestion(rule, clock, startedAt));
  return 'refusal' in answer ? { detail: `${answer.refusal}: ${answer.detail}` } : answer;
}

export function started(
  state: Pick<CaseState, 'round'>,
  rule: ClockRule,
  id: string,
  startedAt: string,
  calendar: WorkingCalendar,
  given: Partial<GoesOn> = {},
): ClockFact {
  const place = { clock: id, rule: rule.id, round: state.round, startedAt };
  const answer = schedule(rule, { pauses: [], ...given }, startedAt, calendar);
  return 'detail' in answer
    ? { type: 'clockUnarmed', data: { ...place, detail: answer.detail } }
    : {
        type: 'clockStarted',
        data: { ...place, dueAt: answer.dueAt, dueLocal: answer.dueLocal, rungs: answer.rungs, ...given },
      };
}

/** What a clock that goes on for this stopped one has from it. An answer while a clock was paused ended its pause as well. */
export function timeGivenTo({ pauses, extension, stoppedAt }: Clock): Partial<TimeGiven> {
  const ended = stoppedAt === null ? pauses : endedPauses(pauses, stoppedAt);
  return { ...(ended.length > 0 ? { pauses: ended } : {}), ...(extension ? { extension } : {}) };
}

export type Named = Pick<Clock, 'id' | 'rule'>;

/** What each of these brings. Each knows the clocks that those before it have begun, so that no two get the same id. */
export function inTurn<Item>(
  state: Pick<CaseState, 'clocks' | 'policy'>,
  items: readonly Item[],
  factsOf: (item: Item, clocks: readonly Named[]) => ClockFact[],
  before: readonly ClockFact[] = [],
): ClockFact[] {
  const facts: ClockFact[] = [];
  for (const item of items) {
    const known = readsAs(state, 4) ? withBegun(state.clocks, [...before, ...facts]) : state.clocks;
    facts.push(...factsOf(item, known));
  }
  return facts;
}

function withBegun(clocks: readonly Named[], facts: readonly ClockFact[]): Named[] {
  const begun = facts.flatMap((fact): Named[] => {
    if (fact.type === 'clockTakenOver') return [{ id: fact.data.clock, rule: fact.data.was.rule }];
    const begins = fact.type === 'clockStarted' || fact.type === 'clockUnarmed';
    return begins ? [{ id: fact.data.clock, rule: fact.data.rule }] : [];
  });
  return [...clocks, ...begun];
}

/** The first instance bears the rule's own name. A case may have let go of old instances, but never of the latest. */
export function nextClockId({ clocks }: { clocks: readonly Named[] }, rule: Pick<ClockRule, 'id'>): string {
  const instances = clocks.filter((clock) => clock.rule === rule.id);
  const places = instances.map(({ id }) => (id === rule.id ? 1 : Number(id.slice(rule.id.length + 1))));
  return `${rule.id}-${Math.max(0, ...places) + 1}`;
}

/** A paused clock runs on, due as much later as it was paused. */
export function resumed(
  state: Pick<CaseState, 'policy'>,
  clock: Clock,
  at: string,
  calendar: WorkingCalendar,
): ClockFact {
  const startedAt = clock.startedAt ?? at;
  const pauses = endedPauses(clock.pauses, at);
  const rule = ruleOf(state, clock);
  const answer = schedule(rule, { ...clock, pauses }, startedAt, calendar);
  if ('detail' in answer) {
    const place = { clock: clock.id, rule: rule.id, round: clock.round, startedAt };
    return { type: 'clockUnarmed', data: { ...place, detail: answer.detail } };
  }
  const wasDueAt = clock.moves.at(-1)?.from ?? null;
  return {
    type: 'clockResumed',
    data: {
      clock: clock.id,
      to: at,
      wasDueAt,
      dueAt: answer.dueAt,
      dueLocal: answer.dueLocal,
      rungs: answer.rungs,
    },
  };
}

/** When a clock would be due under a rule if a pause ended now; null if the calendar does not reach so far. */
export function dueUnder(
  rule: ClockRule,
  clock: Partial<TimeGiven> & { startedAt: string | null },
  at: string,
  calendar: WorkingCalendar,
): string | null {
  const given = { ...clock, pauses: endedPauses(clock.pauses ?? [], at) };
  const answer = schedule(rule, given, clock.startedAt ?? at, calendar);
  return 'detail' in answer ? null : answer.dueAt;
}

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

/**
 * The one limit over all rounds of a case (C-03, F-07). This says where it goes on from, once the customer says no to what
 * had stopped it. That is an answer, or that the complaint was declined. `origin`: where it would have begun, if it never
 * did. Null if it does not go on: a breach stands, and a clock that still runs runs on. What is reopened after its closing is
 * another matter, with its round's own clock.
 */
export function overallBegin(state: CaseState, last: Clock, { data }: Fact, origin: string | null): string | null {
  if (!readsAs(state, 4)) {
    return last.state === 'met' && !('reopened' in data && data.reopened) ? last.startedAt : null;
  }
  const isStopped = last.state === 'met' || last.state === 'cancelled';
  if (!isStopped || last.breachedAt !== null || endedByClosing(state, last)) return null;
  return last.startedAt ?? origin;
}

/** True of a clock that had stopped when the case was last reopened after its closing. */
function endedByClosing(state: CaseState, { stoppedAt }: Clock): boolean {
  const reopenedAt = 'reopenedAt' in state ? String(state.reopenedAt) : null;
  return reopenedAt !== null && stoppedAt !== null && Date.parse(stoppedAt) <= Date.parse(reopenedAt);
}
