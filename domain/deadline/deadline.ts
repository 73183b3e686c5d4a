/** When a clock is due by its organisation's calendar, and the proof. Pure: it reads no clock and asks nobody. */

import { type Due, daysWorking, openingTimeWorking, type PausedDays, type WorkingEntry } from './days/working.ts';
import type { WorkingCalendar } from './days/working-calendar.ts';
import {
  afterOpeningTime,
  beforeOpeningTime,
  knownDayOf,
  lastClosing,
  workingDayAfter,
  workingDayClosingFrom,
  workingDayFrom,
  workingDayUpTo,
} from './days/working-time.ts';
import { addMonths, instantText, zonedInstantText } from './instants-and-dates.ts';
import {
  type Interruption,
  type Measure,
  type Question,
  type ReadQuestion,
  type RungMeasure,
  readQuestion,
} from './question.ts';
import { orRefusal, type Refusal } from './refusal.ts';

export { closingAfter, closingOfNextDay, localText, nextOpening, openCalendar } from './calendar.ts';
export { type NamedDay, openingFrom, openingOfDay } from './days/period-days.ts';
export type { WorkingEntry } from './days/working.ts';
export type { WorkingCalendar } from './days/working-calendar.ts';
export type { Question } from './question.ts';
export type { Refusal } from './refusal.ts';

/**
 * Instants are UTC with `Z`; `dueLocal` is the due instant in the calendar's zone. While a pause is open all are null.
 * A single rung is null if it is skipped: it lies at or before the start. Rungs stand in the order of the question.
 */
export interface Deadline {
  dueAt: string | null;
  dueLocal: string | null;
  rungs: (string | null)[];
}

/**
 * A deadline with its working: a day for each local day from the start to the due day. There is none for `elapsed` or while
 * a pause is open.
 */
export interface DeadlineProof extends Deadline {
  working: WorkingEntry[];
}

/**
 * The deadline and the rungs of a clock. Never throws on a bad question: `Malformed` says what is wrong with it.
 * `CalendarExhausted` says that the due instant or a rung lies after the calendar's last known day.
 */
export function deadline(calendar: WorkingCalendar, question: Question): Deadline | Refusal {
  return orRefusal(() => workOut(calendar, readQuestion(question)).deadline);
}

/** The same deadline, from the same computation, with every day that was counted or skipped on the way to it. */
export function deadlineProof(calendar: WorkingCalendar, question: Question): DeadlineProof | Refusal {
  return orRefusal(() => {
    const worked = workOut(calendar, readQuestion(question));
    return { ...worked.deadline, working: worked.due?.working() ?? [] };
  });
}

function workOut(calendar: WorkingCalendar, question: ReadQuestion): { deadline: Deadline; due?: Due } {
  const { start, pauses, rungs } = question;
  if (question.isPausedNow) return { deadline: { dueAt: null, dueLocal: null, rungs: rungs.map(() => null) } };
  const due = dueOf(calendar, start, question.due, pauses);
  const rungInstants = rungs.map((rung) => rungAt(calendar, rung, due, start));
  return {
    due,
    deadline: {
      dueAt: instantText(due.at),
      dueLocal: zonedInstantText(calendar, due.at),
      rungs: rungInstants.map((at) => (at === null ? null : instantText(at))),
    },
  };
}

/**
 * When a clock is due that starts at `start` (milliseconds) and stands still in `pauses` (see `effectivePauses`).
 * @throws DeadlineRefused `CalendarExhausted` if that lies after the last known day.
 */
function dueOf(calendar: WorkingCalendar, start: number, due: Measure, pauses: readonly Interruption[]): Due {
  switch (due.unit) {
    case 'elapsed': {
      const at = elapsedDue(start + due.ms, pauses);
      return { at, day: knownDayOf(calendar, at), working: () => [] };
    }
    case 'openingTime': {
      const { at, day, counted } = afterOpeningTime(calendar, start, due.ms, pauses);
      return { at, day, working: () => openingTimeWorking(calendar, calendar.clock.dayOf(start), counted) };
    }
    default:
      return dueByDays(calendar, calendar.clock.dayOf(start), due, pauses);
  }
}

function elapsedDue(unpaused: number, pauses: readonly Interruption[]): number {
  let at = unpaused;
  for (const pause of pauses) {
    if (pause.from >= at) break;
    at += pause.to - pause.from;
  }
  return at;
}

/** A due day that pauses push on: by working days, or by days of the calendar that are then rolled to a working day. */
interface DueDay {
  /** The day that the counting itself has come to, open or not. */
  target: number;
  /** How many days had to be counted to come there from the start, pauses apart. */
  amount: number;
  moveOn(paused: PausedDays): void;
}

/**
 * The deadline in `workingDays`, `calendarDays` or `months` of a clock that starts on the local day `startDay`.
 * @throws DeadlineRefused `CalendarExhausted`.
 */
function dueByDays(
  calendar: WorkingCalendar,
  startDay: number,
  due: Measure & { count: number },
  pauses: readonly Interruption[],
): Due {
  const dueDay = due.unit === 'workingDays' ? byWorkingDays(calendar, startDay, due.count) : byDate(startDay, due);
  const applied: Interruption[] = [];
  const paused: PausedDays[] = [];
  let day = workingDayFrom(calendar, dueDay.target);
  for (const pause of pauses) {
    if (pause.from >= lastClosing(calendar, day)) break;
    const days = { after: calendar.clock.dayOf(pause.from), upTo: calendar.clock.dayOf(pause.to) };
    applied.push(pause);
    paused.push(days);
    dueDay.moveOn(days);
    day = outside(calendar, applied, workingDayFrom(calendar, dueDay.target));
  }
  const counting = { startDay, dueDay: day, target: dueDay.target, amount: dueDay.amount, paused };
  const skipsClosedDays = due.unit === 'workingDays';
  return { at: lastClosing(calendar, day), day, working: () => daysWorking(calendar, counting, skipsClosedDays) };
}

function byWorkingDays(calendar: WorkingCalendar, startDay: number, count: number): DueDay {
  return {
    target: workingDayAfter(calendar, startDay, count),
    amount: count,
    moveOn(paused) {
      this.target = workingDayAfter(calendar, this.target, workingDaysIn(calendar, paused));
    },
  };
}

function byDate(startDay: number, due: Measure & { count: number }): DueDay {
  const target = due.unit === 'months' ? addMonths(startDay, due.count) : startDay + due.count;
  return {
    target,
    amount: target - startDay,
    moveOn(paused) {
      this.target += paused.upTo - paused.after;
    },
  };
}

function workingDaysIn(calendar: WorkingCalendar, { after, upTo }: PausedDays): number {
  // One day past the known ones is enough to push any deadline past them.
  const last = Math.min(upTo, calendar.lastKnownDay + 1);
  let count = 0;
  for (let day = after + 1; day <= last; day++) if (calendar.isWorkingDay(day)) count++;
  return count;
}

/** The day itself. If its last closing falls into a pause, the first working day that closes after that pause. */
function outside(calendar: WorkingCalendar, pauses: readonly Interruption[], workingDay: number): number {
  let day = workingDay;
  for (const pause of pauses) {
    const at = lastClosing(calendar, day);
    if (pause.from <= at && at < pause.to) day = workingDayClosingFrom(calendar, pause.to);
  }
  return day;
}

/**
 * The instant of a rung in milliseconds, through the calendar alone: pauses do not move it. Null if it is skipped,
 * because it lies at or before the start.
 * @throws DeadlineRefused `CalendarExhausted` if it lies after the last known day.
 */
function rungAt(calendar: WorkingCalendar, rung: RungMeasure, due: Due, start: number): number | null {
  if (rung === 'at') return due.at;
  if ('after' in rung) return afterDue(calendar, due, rung.after);
  const at = beforeDue(calendar, due, rung.before, calendar.clock.dayOf(start));
  return at === undefined || at <= start ? null : at;
}

function afterDue(calendar: WorkingCalendar, due: Due, amount: Measure): number {
  switch (amount.unit) {
    case 'workingDays':
      return lastClosing(calendar, workingDayAfter(calendar, due.day, amount.count));
    case 'calendarDays':
      return lastClosing(calendar, workingDayFrom(calendar, due.day + amount.count));
    case 'months':
      return lastClosing(calendar, workingDayFrom(calendar, addMonths(due.day, amount.count)));
    case 'openingTime':
      return afterOpeningTime(calendar, due.at, amount.ms, []).at;
    case 'elapsed':
      knownDayOf(calendar, due.at + amount.ms);
      return due.at + amount.ms;
  }
}

/** Undefined if it lies before the day of the start. */
function beforeDue(calendar: WorkingCalendar, due: Due, amount: Measure, startDay: number): number | undefined {
  switch (amount.unit) {
    case 'workingDays':
      return closingOf(calendar, workingDayBefore(calendar, due.day, amount.count, startDay));
    case 'calendarDays':
      return closingOf(calendar, workingDayUpTo(calendar, due.day - amount.count, startDay));
    case 'months':
      return closingOf(calendar, workingDayUpTo(calendar, addMonths(due.day, -amount.count), startDay));
    case 'openingTime':
      return beforeOpeningTime(calendar, due.at, due.day, amount.ms, startDay);
    case 'elapsed':
      return due.at - amount.ms;
  }
}

function workingDayBefore(calendar: WorkingCalendar, day: number, count: number, earliest: number): number | undefined {
  let current: number | undefined = day;
  for (let left = count; left > 0 && current !== undefined; left--) {
    current = workingDayUpTo(calendar, current - 1, earliest);
  }
  return current;
}

function closingOf(calendar: WorkingCalendar, workingDay: number | undefined): number | undefined {
  return workingDay === undefined ? undefined : lastClosing(calendar, workingDay);
}
