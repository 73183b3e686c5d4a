import { type Amount, type Measure, parseAmount } from './amount.ts';
import { addMonths } from './days/local-date.ts';
import { afterOpeningTime, beforeOpeningTime } from './days/opening-time.ts';
import type { Due } from './days/working.ts';
import type { WorkingCalendar } from './days/working-calendar.ts';
import { knownDayOf, lastClosing, workingDayAfter, workingDayFrom, workingDayUpTo } from './days/working-days.ts';
import { objectWith } from './json-shape.ts';
import { malformed } from './refusal.ts';

/** When something happens on the ladder of a deadline: at the due instant, or so long before or after it. */
export type Rung = 'at' | { before: Amount } | { after: Amount };

export type RungMeasure = 'at' | { before: Measure } | { after: Measure };

/** @throws DeadlineRefused `Malformed`. */
export function parseRung(input: unknown, place: string): RungMeasure {
  if (input === 'at') return 'at';
  if (typeof input === 'string') return malformed(`${place} must be "at", {"before": …} or {"after": …}.`);
  const rung = objectWith(input, place, ['before', 'after']);
  if ('before' in rung === 'after' in rung) return malformed(`${place} needs either before or after, and not both.`);
  return 'before' in rung
    ? { before: parseAmount(rung.before, `${place}.before`) }
    : { after: parseAmount(rung.after, `${place}.after`) };
}

/**
 * The instant of a rung in milliseconds, through the calendar alone: pauses do not move it. Null if it is skipped,
 * because it lies at or before the start.
 * @throws DeadlineRefused `CalendarExhausted` if it lies after the last known day.
 */
export function rungAt(calendar: WorkingCalendar, rung: RungMeasure, due: Due, start: number): number | null {
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
