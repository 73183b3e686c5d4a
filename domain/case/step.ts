/**
 * A step of a case in the making: facts become timeline events, clocks follow from them, and instants pass in order. What
 * all kinds share, whatever made the step. Pure.
 */

import type { WorkingCalendar } from '../deadline/deadline.ts';
import { later } from '../deadline/instants-and-dates.ts';
import type { CalendarReference, CaseState, Kind, Notice } from './case.ts';
import { type Clock, type ClockFact, evolveClock, isClockFact, isLive, waitingClock } from './clocks/clock.ts';
import { clockFactsAfter, clocksCorrected } from './clocks/clock-facts.ts';
import { type Actor, systemActor } from './command.ts';
import type { PendingErrand } from './errand.ts';
import { type Fact, type TimelineEvent, toTimelineEvent } from './event.ts';
import { underPolicy } from './repin.ts';

/** A case with its place in time and in its timeline. Plain JSON: it travels from run to run. */
export interface CaseRecord<State extends CaseState = CaseState> {
  state: State;
  /** Counts what changed the case: one step per command, per instant that passed, per calendar. */
  revision: number;
  sequence: number;
  lastDigest: string;
  lastAt: string;
  /** Of a case whose events are of version 2: what their nonces are made from. Known to its workflow alone. */
  secret?: string;
}

/** What a step did: the new record, the events it wrote, who must be told, and what must be done in other cases. */
export interface Step<State extends CaseState> {
  record: CaseRecord<State>;
  events: TimelineEvent[];
  notices: Notice[];
  errands: PendingErrand[];
}

/** Key of what an event asks for elsewhere, the first or a later one; what comes of it has the key as its command id. */
export function errandKey(
  { kind, organisation, number }: Pick<CaseState, 'kind' | 'organisation' | 'number'>,
  { sequence }: Pick<TimelineEvent, 'sequence'>,
  index = 0,
): string {
  return `${kind}:${organisation}:${number}:${sequence}:${index}`;
}

/** The sequence of the event that asked for what has this key. */
export function askedBy(key: string): number {
  return Number(key.split(':').at(-2));
}

/** Collects the facts of one step and keeps state, clocks and chain in order. */
export class StepInMaking<State extends CaseState, Details> {
  private readonly kind: Kind<State, Details>;
  private readonly calendar: WorkingCalendar;
  private readonly recordedAt: string;
  private readonly events: TimelineEvent[] = [];
  private readonly notices: Notice[] = [];
  private readonly errands: PendingErrand[] = [];
  record: CaseRecord<State>;

  constructor(kind: Kind<State, Details>, record: CaseRecord<State>, calendar: WorkingCalendar, recordedAt: string) {
    this.kind = kind;
    this.record = record;
    this.calendar = calendar;
    this.recordedAt = recordedAt;
  }

  add(facts: Fact[], at: string, actor: Actor, commandId: string): void {
    for (const fact of facts) {
      this.write(fact, at, actor, commandId);
      if (isClockFact(fact)) continue;
      const effectiveAt = this.record.lastAt;
      const { state } = this.record;
      const corrected = clocksCorrected(state, fact, effectiveAt, this.calendar);
      this.add(
        [...clockFactsAfter(state, fact, effectiveAt, this.calendar, this.kind.endings), ...corrected],
        effectiveAt,
        systemActor,
        commandId,
      );
    }
  }

  private write(fact: Fact, at: string, actor: Actor, commandId: string): void {
    const { record } = this;
    const { policy, calendar, rootKey } = record.state;
    const isFirst = record.sequence === 0;
    const event = toTimelineEvent(
      fact,
      { sequence: record.sequence + 1, previous: record.lastDigest, secret: record.secret },
      {
        at: later(record.lastAt, at),
        recordedAt: this.recordedAt,
        actor,
        commandId,
        policyVersion: policy.version,
        calendarVersion: calendar.version,
        ...(isFirst && rootKey !== undefined ? { rootKey } : {}),
      },
    );
    this.record = {
      ...record,
      state: evolve(this.kind, record.state, event),
      sequence: event.sequence,
      lastDigest: event.digest,
      lastAt: event.at,
    };
    this.events.push(event);
    const { state } = this.record;
    this.notices.push(...this.kind.notices(event, state));
    for (const [index, errand] of this.kind.errands(event, state).entries()) {
      this.errands.push({ key: errandKey(state, event, index), at: event.at, errand });
    }
  }

  /** Lets every instant before (or up to) `until` pass, in order: breaches, rungs, ends of windows. */
  pass(until: string, including: boolean): void {
    for (;;) {
      const next = nextInstant(this.kind, this.record.state, this.calendar);
      if (next === null) return;
      const ahead = Date.parse(next) - Date.parse(until);
      if (ahead > 0 || (ahead === 0 && !including)) return;
      this.add(this.factsAt(next), next, systemActor, `time:${next}`);
    }
  }

  private factsAt(instant: string): Fact[] {
    const { state } = this.record;
    const ofClocks = clockFactsAt(state, instant);
    if (ofClocks.length > 0) return ofClocks;
    const window = this.kind.windows(state, this.calendar).find((candidate) => candidate.until === instant);
    return window ? this.kind.windowEnded(state, window, { at: instant, calendar: this.calendar }) : [];
  }

  done(): Step<State> {
    const changed = this.events.length > 0;
    const record = changed ? { ...this.record, revision: this.record.revision + 1 } : this.record;
    return { record, events: this.events, notices: this.notices, errands: this.errands };
  }
}

/** The facts of all clocks at one instant: the breach before the rungs, the rungs in the order of the ladder. */
function clockFactsAt(state: CaseState, instant: string): Fact[] {
  return state.clocks.filter(isLive).flatMap((clock) => {
    const breach: Fact[] =
      clock.breachedAt === null && clock.dueAt === instant
        ? [{ type: 'breached', data: { clock: clock.id, dueAt: instant } }]
        : [];
    const rungs: Fact[] = clock.rungs.flatMap((rung, index) =>
      rung.firedAt === null && rung.dueAt === instant
        ? [
            {
              type: typeof rung.rung === 'object' && 'before' in rung.rung ? 'warned' : 'escalated',
              data: { clock: clock.id, rung: index, dueAt: instant },
            },
          ]
        : [],
    );
    return [...breach, ...rungs];
  });
}

/** The nearest instant at which the case has something to do by itself, or null. */
export function nextInstant<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  state: State,
  calendar: WorkingCalendar,
): string | null {
  let nearest: string | null = null;
  let nearestMs = Number.POSITIVE_INFINITY;
  const consider = (instant: string | null) => {
    const ms = instant === null ? Number.POSITIVE_INFINITY : Date.parse(instant);
    if (ms < nearestMs) [nearest, nearestMs] = [instant, ms];
  };
  for (const clock of state.clocks) {
    if (!isLive(clock)) continue;
    if (clock.breachedAt === null) consider(clock.dueAt);
    for (const rung of clock.rungs) if (rung.firedAt === null) consider(rung.dueAt);
  }
  for (const { until } of kind.windows(state, calendar)) consider(until);
  return nearest;
}

/** Facts that the runner reports: they stand in the timeline and change nothing in the state. */
const reportedFacts = ['commandRefused', 'noticeFailed', 'effectFailed'];

/** The state after one event: folded over a whole timeline, from the opening on, it gives the state of the case. */
export function evolve<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  state: State,
  event: TimelineEvent,
): State {
  const fact: Fact = event;
  if (fact.type === 'calendarPublished') {
    return { ...state, calendar: fact.data as CalendarReference };
  }
  if (fact.type === 'repinned') {
    const moved = underPolicy(state, (fact.data as { policy: State['policy'] }).policy);
    return kind.newerPolicy?.moved(moved) ?? moved;
  }
  if (reportedFacts.includes(fact.type)) return state;
  if (!isClockFact(fact)) return kind.evolve(state, event);
  const { clock: id } = fact.data;
  const known = state.clocks.find((clock) => clock.id === id);
  // Somebody was told of a clock that the case has let go of since: the timeline has it.
  if (!known && fact.type === 'told') return state;
  const clock = known ?? newClock(state, fact);
  const evolved = evolveClock(clock, fact, event);
  const clocks = known ? state.clocks.map((other) => (other.id === id ? evolved : other)) : [...state.clocks, evolved];
  return { ...state, clocks };
}

function newClock(state: CaseState, fact: ClockFact): Clock {
  if (fact.type === 'clockTakenOver') return { ...fact.data.was, id: fact.data.clock, round: state.round };
  const { clock: id, rule: ruleId, round } = fact.data as { clock: string; rule: string; round: number };
  const rule = state.policy.clocks.find((candidate) => candidate.id === ruleId);
  if (!rule) throw new Error(`no rule ${ruleId} in the pinned policy`);
  return waitingClock(rule, id, round);
}
