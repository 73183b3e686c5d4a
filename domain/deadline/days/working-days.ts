/** Steps from one working day to another. Days are local dates as day numbers. */

import { DeadlineRefused } from '../refusal.ts';
import { dateText, MS_PER_DAY } from './local-date.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** The last closing time of a working day, in milliseconds. */
export function lastClosing(calendar: WorkingCalendar, workingDay: number): number {
  return calendar.openings(workingDay).at(-1)?.closes ?? exhausted(calendar);
}

/** The first working day on or after a day. @throws DeadlineRefused `CalendarExhausted` past the last known day. */
export function workingDayFrom(calendar: WorkingCalendar, day: number): number {
  for (let candidate = day; candidate <= calendar.lastKnownDay; candidate++) {
    if (calendar.isWorkingDay(candidate)) return candidate;
  }
  return exhausted(calendar);
}

/** The `count`-th working day after a day, the day itself for 0. @throws DeadlineRefused `CalendarExhausted`. */
export function workingDayAfter(calendar: WorkingCalendar, day: number, count: number): number {
  // So many working days cannot be left: said without walking to the end of the calendar.
  if (count > 0 && count > calendar.lastKnownDay - day) return exhausted(calendar);
  let current = day;
  for (let left = count; left > 0; left--) current = workingDayFrom(calendar, current + 1);
  return current;
}

/** The last working day on or before a day, or undefined if it would lie before `earliest`. */
export function workingDayUpTo(calendar: WorkingCalendar, day: number, earliest: number): number | undefined {
  for (let candidate = day; candidate >= earliest; candidate--) {
    if (calendar.isWorkingDay(candidate)) return candidate;
  }
  return undefined;
}

/** The first working day whose last closing time is not before an instant. @throws DeadlineRefused `CalendarExhausted`. */
export function workingDayClosingFrom(calendar: WorkingCalendar, instant: number): number {
  // The day before too: its midnight, 24:00, may be that very instant.
  let day = workingDayFrom(calendar, calendar.clock.dayOf(instant) - 1);
  while (lastClosing(calendar, day) < instant) day = workingDayFrom(calendar, day + 1);
  return day;
}

/** The local day of an instant. @throws DeadlineRefused `CalendarExhausted` if that is after the last known day. */
export function knownDayOf(calendar: WorkingCalendar, instant: number): number {
  // Looked at first, since an instant may be farther than any time zone can be asked about.
  if (instant > (calendar.lastKnownDay + 2) * MS_PER_DAY) return exhausted(calendar);
  const day = calendar.clock.dayOf(instant);
  return day <= calendar.lastKnownDay ? day : exhausted(calendar);
}

/** @throws DeadlineRefused `CalendarExhausted` always. */
export function exhausted(calendar: WorkingCalendar): never {
  throw new DeadlineRefused(
    'CalendarExhausted',
    `The calendar is known until ${dateText(calendar.lastKnownDay)} only.`,
  );
}
