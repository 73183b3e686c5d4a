/** When a clock is due: its rule, its question to the calendar, and the facts by which it starts or goes on. */

import type { Amount } from '../../deadline/calendar.ts';
import { deadline, type WorkingCalendar } from '../../deadline/deadline.ts';
import { sumOfAmounts } from '../../deadline/sum-of-amounts.ts';
import type { CaseState } from '../case.ts';
import { type ClockRule, readsAs } from '../policy.ts';
import { type Clock, type ClockFact, endedPauses, type GoesOn, type Schedule, type TimeGiven } from './clock.ts';

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
export function clockQuestion(rule: ClockRule, clock: TimeGiven, startedAt: string) {
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
