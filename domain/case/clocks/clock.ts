/**
 * A clock of a case: when it started, when it is due, which rungs have fired, and how it ended. The instants are facts
 * in the events, so that nothing is worked out again at replay and an earlier due instant stays visible.
 */
import type { Amount, Pause, Rung } from '../../deadline/calendar.ts';
import type { Fact, TimelineEvent } from '../event.ts';
import type { ClockRule } from '../policy.ts';

export type ClockStatus = 'notStarted' | 'running' | 'paused' | 'met' | 'breached' | 'superseded' | 'cancelled';

export interface ClockRung {
  rung: Rung;
  /** Null if the rung is skipped, since it lies at or before the start. */
  dueAt: string | null;
  firedAt: string | null;
  /** Staff ids that were told. */
  told: string[];
}

/** A due instant that was in force until the calendar, a pause, an extension or a newer policy moved it. */
export interface ClockMove {
  from: string | null;
  to: string | null;
  why: 'calendar' | 'pause' | 'extension' | 'policy' | 'correction';
  calendarVersion: number;
  at: string;
}

export interface Clock {
  id: string;
  rule: string;
  round: number;
  state: ClockStatus;
  startedAt: string | null;
  dueAt: string | null;
  dueLocal: string | null;
  pauses: Pause[];
  metAt: string | null;
  breachedAt: string | null;
  /** When it stopped counting, in time or not. */
  stoppedAt: string | null;
  /** Stop events seen so far, if the rule needs all of them. */
  seen: string[];
  rungs: ClockRung[];
  moves: ClockMove[];
  /** By how much its time was extended; absent if it was not. */
  extension?: Amount;
  /** Of a clock that another case brought when it was merged into this one: it follows that case's own rule. */
  from?: ClockOrigin;
  /** Set while the calendar does not reach far enough to give this clock its instants. */
  unarmed: string | null;
}

/** Where a clock comes from that began in another case. */
export interface ClockOrigin {
  /** Number of the case that made the promise. */
  number: string;
  rule: ClockRule;
  /** Of one that has not started: the instant that it will count from. */
  countsFrom: string | null;
}

/** The instants of a clock as the calendar gives them. */
export interface Schedule {
  dueAt: string | null;
  dueLocal: string | null;
  rungs: (string | null)[];
}

/** What a clock was given besides the time of its rule. */
export type TimeGiven = Pick<Clock, 'pauses' | 'extension'>;

/** What a clock that goes on for one that had stopped has from it. */
export type GoesOn = TimeGiven & Pick<Clock, 'seen'>;

export type ClockFact =
  | {
      type: 'clockStarted';
      /** A new clock. If it goes on for one that had stopped, it keeps pauses, extension and what that one has seen. */
      data: { clock: string; rule: string; round: number; startedAt: string } & Schedule & Partial<GoesOn>;
    }
  | { type: 'clockTakenOver'; data: { clock: string; was: Clock; from: ClockOrigin } }
  | { type: 'clockUnarmed'; data: { clock: string; rule: string; round: number; startedAt: string; detail: string } }
  | { type: 'clockPaused'; data: { clock: string; from: string } }
  | { type: 'clockResumed'; data: { clock: string; to: string; wasDueAt: string | null } & Schedule }
  | { type: 'clockMoved'; data: { clock: string; wasDueAt: string | null; why?: 'policy' | 'correction' } & Schedule }
  | { type: 'clockExtended'; data: { clock: string; by: Amount; wasDueAt: string | null } & Schedule }
  /** It goes on as if it had never stopped. */
  | { type: 'clockRestored'; data: { clock: string } }
  | { type: 'clockPartlyMet'; data: { clock: string; seen: string } }
  | { type: 'clockMet' | 'clockStoppedLate' | 'clockSuperseded' | 'clockCancelled'; data: { clock: string } }
  | { type: 'breached'; data: { clock: string; dueAt: string } }
  | { type: 'warned' | 'escalated'; data: { clock: string; rung: number; dueAt: string } }
  | { type: 'told'; data: { clock: string; rung: number; staff: string[] } };

const clockFactTypes = [
  'clockStarted',
  'clockTakenOver',
  'clockUnarmed',
  'clockPaused',
  'clockResumed',
  'clockMoved',
  'clockExtended',
  'clockRestored',
  'clockPartlyMet',
  'clockMet',
  'clockStoppedLate',
  'clockSuperseded',
  'clockCancelled',
  'breached',
  'warned',
  'escalated',
  'told',
];

export function isClockFact(fact: Fact): fact is ClockFact {
  return clockFactTypes.includes(fact.type);
}

/** A clock that waits for its starting event. */
export function waitingClock(rule: ClockRule, id: string, round: number): Clock {
  return {
    id,
    rule: rule.id,
    round,
    state: 'notStarted',
    startedAt: null,
    dueAt: null,
    dueLocal: null,
    pauses: [],
    metAt: null,
    breachedAt: null,
    stoppedAt: null,
    seen: [],
    rungs: rule.ladder.map((step) => ({ rung: step.rung, dueAt: null, firedAt: null, told: [] })),
    moves: [],
    unarmed: null,
  };
}

/** True while the clock still counts or can still climb its ladder: running, paused, or breached and not stopped. */
export function isLive(clock: Clock): boolean {
  return clock.stoppedAt === null && clock.startedAt !== null;
}

/** The pauses once the open one has ended; paused and resumed in the same instant is no pause. */
export function endedPauses(pauses: Pause[], to: string): Pause[] {
  return pauses.map((pause) => (pause.to ? pause : { ...pause, to })).filter((pause) => pause.to !== pause.from);
}

function rescheduled(clock: Clock, schedule: Schedule): Clock {
  const breached = clock.breachedAt !== null;
  return {
    ...clock,
    unarmed: null,
    // A breach is a fact for ever: its due instant stays the one that was breached.
    dueAt: breached ? clock.dueAt : schedule.dueAt,
    dueLocal: breached ? clock.dueLocal : schedule.dueLocal,
    rungs: clock.rungs.map((rung, index) =>
      rung.firedAt === null ? { ...rung, dueAt: schedule.rungs[index] ?? null } : rung,
    ),
  };
}

function withRung(clock: Clock, index: number, change: (rung: ClockRung) => ClockRung): Clock {
  return { ...clock, rungs: clock.rungs.map((rung, at) => (at === index ? change(rung) : rung)) };
}

/** A clock that had stopped, as if it never had. */
export function restored(clock: Clock): Clock {
  const { breachedAt, startedAt, unarmed, pauses } = clock;
  const isPaused = pauses.some(({ to }) => to === undefined);
  const counts = startedAt === null || unarmed !== null ? 'notStarted' : isPaused ? 'paused' : 'running';
  return { ...clock, state: breachedAt === null ? counts : 'breached', stoppedAt: null };
}

/** The clock after one of its facts. */
export function evolveClock(clock: Clock, fact: ClockFact, event: TimelineEvent): Clock {
  const { at, calendarVersion } = event;
  switch (fact.type) {
    case 'clockStarted': {
      const { round, startedAt, pauses = clock.pauses, extension = clock.extension, seen = clock.seen } = fact.data;
      const given = { pauses, seen, ...(extension ? { extension } : {}) };
      // One that runs already starts anew if the instant that it counts from was wrong.
      const { dueAt: from } = clock;
      const { dueAt: to } = fact.data;
      const moved =
        from === null || clock.state !== 'running'
          ? []
          : [{ from, to, why: 'correction' as const, calendarVersion, at }];
      const moves = [...clock.moves, ...moved];
      return rescheduled({ ...clock, ...given, moves, state: 'running', round, startedAt }, fact.data);
    }
    case 'clockTakenOver':
      return { ...clock, from: fact.data.from };
    case 'clockUnarmed':
      return {
        ...clock,
        state: 'notStarted',
        startedAt: fact.data.startedAt,
        // A pause that ended beyond the calendar has ended all the same.
        pauses: endedPauses(clock.pauses, at),
        unarmed: fact.data.detail,
      };
    case 'clockPaused':
      return {
        ...clock,
        state: 'paused',
        dueAt: null,
        dueLocal: null,
        pauses: [...clock.pauses, { from: fact.data.from }],
        rungs: clock.rungs.map((rung) => (rung.firedAt === null ? { ...rung, dueAt: null } : rung)),
        moves: [...clock.moves, { from: clock.dueAt, to: null, why: 'pause', calendarVersion, at }],
      };
    case 'clockResumed': {
      const pauses = endedPauses(clock.pauses, fact.data.to);
      const moves = clock.moves.map((move) => (move.to === null ? { ...move, to: fact.data.dueAt } : move));
      return rescheduled({ ...clock, state: 'running', pauses, moves }, fact.data);
    }
    case 'clockMoved': {
      const { wasDueAt: from, dueAt: to, why = 'calendar' } = fact.data;
      const move: ClockMove = { from, to, why, calendarVersion, at };
      return rescheduled({ ...clock, moves: [...clock.moves, move] }, fact.data);
    }
    case 'clockExtended': {
      const { by: extension, wasDueAt: from, dueAt: to } = fact.data;
      const moves: ClockMove[] = [...clock.moves, { from, to, why: 'extension', calendarVersion, at }];
      return rescheduled({ ...clock, extension, moves }, fact.data);
    }
    case 'clockRestored':
      return restored(clock);
    case 'clockPartlyMet':
      return { ...clock, seen: [...clock.seen, fact.data.seen] };
    case 'clockMet':
      return { ...clock, state: 'met', metAt: at, stoppedAt: at };
    case 'clockStoppedLate':
      return { ...clock, stoppedAt: at };
    case 'clockSuperseded':
      return { ...clock, state: clock.breachedAt ? 'breached' : 'superseded', stoppedAt: at };
    case 'clockCancelled':
      return { ...clock, state: clock.breachedAt ? 'breached' : 'cancelled', stoppedAt: at };
    case 'breached':
      return { ...clock, state: 'breached', breachedAt: fact.data.dueAt };
    case 'warned':
    case 'escalated':
      return withRung(clock, fact.data.rung, (rung) => ({ ...rung, firedAt: event.recordedAt }));
    case 'told':
      return withRung(clock, fact.data.rung, (rung) => ({
        ...rung,
        told: [...new Set([...rung.told, ...fact.data.staff])],
      }));
  }
}
