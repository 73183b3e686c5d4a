/**
 * The one way in which a case changes: command in, timeline events and a new state out. Kinds say what follows from a
 * command; this file adds what all kinds share: order in time, clocks, rungs, rights, refusals. Pure.
 */
import type { CalendarReference, CaseState, Kind, Notice, OpenCase, Window } from './case.ts';
import { evolveClock, isClockFact, isLive, waitingClock } from './clock.ts';
import { clockFactsAfter, clockFactsOfCalendar, isPausable, isPaused, ruleOf } from './clock-facts.ts';
import { type Actor, type Command, isNo, type Refusal, systemActor } from './command.ts';
import type { WorkingCalendar } from './deadline/deadline.ts';
import { type Fact, type TimelineEvent, toTimelineEvent } from './event.ts';
import { mayAct } from './rights.ts';

/** A case with its place in time and in its timeline. Plain JSON: it travels from run to run. */
export interface CaseRecord<State extends CaseState = CaseState> {
  state: State;
  /** Counts what changed the case: one step per command, per instant that passed, per calendar. */
  revision: number;
  sequence: number;
  lastDigest: string;
  lastAt: string;
}

/** What a step did: the new record, the events it wrote, and who must be told. */
export interface Step<State extends CaseState> {
  record: CaseRecord<State>;
  events: TimelineEvent[];
  notices: Notice[];
}

const later = (a: string, b: string): string => (Date.parse(a) >= Date.parse(b) ? a : b);
const earlier = (a: string, b: string): string => (Date.parse(a) <= Date.parse(b) ? a : b);

/** Collects the facts of one step and keeps state, clocks and chain in order. */
class StepInMaking<State extends CaseState, Details> {
  private readonly kind: Kind<State, Details>;
  private readonly calendar: WorkingCalendar;
  private readonly recordedAt: string;
  private readonly events: TimelineEvent[] = [];
  private readonly notices: Notice[] = [];
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
      this.add(
        clockFactsAfter(this.record.state, fact.type, effectiveAt, this.calendar, this.kind.endings),
        effectiveAt,
        systemActor,
        commandId,
      );
    }
  }

  private write(fact: Fact, at: string, actor: Actor, commandId: string): void {
    const { record } = this;
    const { policy, calendar } = record.state;
    const event = toTimelineEvent(
      fact,
      { sequence: record.sequence + 1, previous: record.lastDigest },
      {
        at: later(record.lastAt, at),
        recordedAt: this.recordedAt,
        actor,
        commandId,
        policyVersion: policy.version,
        calendarVersion: calendar.version,
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
    this.notices.push(...this.kind.effects(event, this.record.state));
  }

  /** Lets every instant before (or up to) `until` pass, in order: breaches, rungs, ends of windows. */
  pass(until: string, including: boolean): void {
    for (;;) {
      const next = nextInstant(this.kind, this.record.state);
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
    const window = this.kind.windows(state).find((candidate) => candidate.until === instant);
    return window ? this.kind.windowEnded(state, window, { at: instant, calendar: this.calendar }) : [];
  }

  done(): Step<State> {
    const changed = this.events.length > 0;
    const record = changed ? { ...this.record, revision: this.record.revision + 1 } : this.record;
    return { record, events: this.events, notices: this.notices };
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
export function nextInstant<State extends CaseState, Details>(kind: Kind<State, Details>, state: State): string | null {
  const ofClocks = state.clocks
    .filter(isLive)
    .flatMap((clock) => [
      ...(clock.breachedAt === null && clock.dueAt !== null ? [clock.dueAt] : []),
      ...clock.rungs.flatMap((rung) => (rung.firedAt === null && rung.dueAt !== null ? [rung.dueAt] : [])),
    ]);
  const instants = [...ofClocks, ...kind.windows(state).map((window: Window) => window.until)];
  return instants.length === 0 ? null : instants.reduce(earlier);
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
  if (reportedFacts.includes(fact.type)) return state;
  if (!isClockFact(fact)) return kind.evolve(state, event);
  const { clock: id } = fact.data;
  const known = state.clocks.find((clock) => clock.id === id);
  const clock = known ?? newClock(state, fact);
  const evolved = evolveClock(clock, fact, event);
  const clocks = known ? state.clocks.map((other) => (other.id === id ? evolved : other)) : [...state.clocks, evolved];
  return { ...state, clocks };
}

function newClock(state: CaseState, fact: Fact) {
  const { clock: id, rule: ruleId, round } = fact.data as { clock: string; rule: string; round: number };
  const rule = state.policy.clocks.find((candidate) => candidate.id === ruleId);
  if (!rule) throw new Error(`no rule ${ruleId} in the pinned policy`);
  return waitingClock(rule, id, round);
}

/** Opens a case: its first events, with every instant that has already passed by then. */
export function openCase<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  input: OpenCase<Details>,
  calendar: WorkingCalendar,
  recordedAt: string,
): Step<State> {
  const { state, facts } = kind.open(input);
  const record = { state, revision: 0, sequence: 0, lastDigest: '', lastAt: input.at };
  const step = new StepInMaking(kind, record, calendar, recordedAt);
  step.add(facts, input.at, input.actor, input.commandId);
  return step.done();
}

/** The commands that the case would take now, whoever asks: status, the pack's switches, and what is paused. */
export function allowedNow<State extends CaseState, Details>(kind: Kind<State, Details>, state: State): string[] {
  return (kind.commands[state.status] ?? []).filter((command) => {
    if (state.policy.switchedOff.includes(command)) return false;
    if (command === 'pause') return state.clocks.some(isPausable);
    if (command === 'resume') return state.clocks.some(isPaused);
    return true;
  });
}

/**
 * Carries a command out, or says why not. The command counts from `max(the case's last instant, min(its own, now))`: an
 * act stamped before a due instant is in time even where it is handled after it, unless the breach stands before it.
 */
export function handle<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  record: CaseRecord<State>,
  command: Command,
  calendar: WorkingCalendar,
  now: string,
): Step<State> | Refusal {
  const at = later(record.lastAt, earlier(command.at, now));
  const step = new StepInMaking(kind, record, calendar, now);
  step.pass(at, false);
  const { state } = step.record;
  const allowed = allowedNow(kind, state);
  const refuse = (refusal: Refusal['refusal'], detail: string): Refusal => ({
    refusal,
    detail,
    status: state.status,
    allowed: allowed.filter((name) => mayAct(command.actor, name, state) === null),
  });
  const forbidden = mayAct(command.actor, command.name, state);
  if (forbidden) return refuse(forbidden.no, forbidden.detail);
  if (!allowed.includes(command.name)) {
    return refuse('NotAllowedNow', notAllowedSentence(kind, state, command.name));
  }
  const facts = kind.decide(state, command, { at, calendar });
  if (isNo(facts)) return refuse(facts.no, facts.detail);
  step.add(facts, at, command.actor, command.commandId);
  // A clock that has just started in retrospect may have rungs behind it: they fire at once.
  step.pass(at, false);
  return step.done();
}

function notAllowedSentence<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  state: State,
  command: string,
): string {
  const reason = state.policy.switchedOff.includes(command)
    ? `the policy of ${state.organisation} does not allow it`
    : `the case is ${state.status}`;
  return `${command} is not possible: ${reason}. Possible now: ${allowedNow(kind, state).join(', ') || 'nothing'}.`;
}

/** Lets time pass up to and including an instant: what the timer armed for that instant means. */
export function timeReached<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  record: CaseRecord<State>,
  instant: string,
  calendar: WorkingCalendar,
  now: string,
): Step<State> {
  const step = new StepInMaking(kind, record, calendar, now);
  step.pass(instant, true);
  return step.done();
}

/** Facts that the system reports back, such as who was told. */
export function report<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  record: CaseRecord<State>,
  facts: Fact[],
  commandId: string,
  calendar: WorkingCalendar,
  now: string,
): Step<State> {
  const step = new StepInMaking(kind, record, calendar, now);
  step.add(facts, record.lastAt, systemActor, commandId);
  return step.done();
}

/** A newer calendar: due instants move, breaches stay, and what is already past fires at once. Older versions change nothing. */
export function calendarPublished<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  record: CaseRecord<State>,
  published: CalendarReference,
  calendar: WorkingCalendar,
  now: string,
): Step<State> {
  const step = new StepInMaking(kind, record, calendar, now);
  const pinned = record.state.calendar;
  if (published.name !== pinned.name || published.version <= pinned.version) return step.done();
  const at = later(record.lastAt, now);
  const { name, version, hash } = published;
  const commandId = `calendar:${name}:${version}`;
  // What was due under the old calendar before this instant has happened.
  step.pass(at, false);
  step.add([{ type: 'calendarPublished', data: { name, version, hash } }], at, systemActor, commandId);
  step.add(clockFactsOfCalendar(step.record.state, calendar), at, systemActor, commandId);
  step.pass(at, false);
  return step.done();
}

/** The ladder step that a fired rung stands for. */
export function ladderStep(state: CaseState, clockId: string, rung: number) {
  const clock = state.clocks.find((candidate) => candidate.id === clockId);
  return clock ? ruleOf(state, clock).ladder[rung] : undefined;
}
