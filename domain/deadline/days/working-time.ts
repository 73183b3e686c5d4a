/** How time is counted on a calendar: from one working day to another, and in opening time. Days are day numbers. */

import { dateText, MS_PER_DAY } from '../instants-and-dates.ts';
import type { Interruption } from '../question.ts';
import { DeadlineRefused } from '../refusal.ts';
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
function exhausted(calendar: WorkingCalendar): never {
  throw new DeadlineRefused(
    'CalendarExhausted',
    `The calendar is known until ${dateText(calendar.lastKnownDay)} only.`,
  );
}

/** Opening time is counted in real elapsed milliseconds in which the calendar is open. */
interface OpeningTimeReached {
  /** The instant, in milliseconds, and the local day whose opening time it belongs to. */
  at: number;
  day: number;
  /** Milliseconds counted on each local day, from the day of the start on. */
  counted: number[];
}

/** No local day is longer: 24 hours, and one more if the clocks go back. */
const LONGEST_DAY_MS = 25 * 3_600_000;

/**
 * The first instant at which `ms` of opening time have passed since `from`, outside the pauses (in order, not
 * overlapping). Reached exactly at a closing time, it is that closing time.
 * @throws DeadlineRefused `CalendarExhausted` if the known days do not hold so much opening time.
 */
export function afterOpeningTime(
  calendar: WorkingCalendar,
  from: number,
  ms: number,
  pauses: readonly Interruption[],
): OpeningTimeReached {
  const firstDay = calendar.clock.dayOf(from);
  const counted: number[] = [];
  let left = ms;
  let nextPause = 0;
  // So much opening time cannot be left: said without walking to the end of the calendar.
  if (ms > (calendar.lastKnownDay - firstDay + 1) * LONGEST_DAY_MS) return exhausted(calendar);
  for (let day = firstDay; day <= calendar.lastKnownDay; day++) {
    const leftBefore = left;
    for (const { opens, closes } of calendar.openings(day)) {
      let cursor = Math.max(opens, from);
      while (cursor < closes) {
        const pause = pauses[nextPause];
        if (pause && pause.to <= cursor) {
          nextPause++;
        } else if (pause && pause.from <= cursor) {
          cursor = pause.to;
        } else {
          const end = pause ? Math.min(closes, pause.from) : closes;
          if (left <= end - cursor) {
            counted.push(leftBefore);
            return { at: cursor + left, day, counted };
          }
          left -= end - cursor;
          cursor = end;
        }
      }
    }
    counted.push(leftBefore - left);
  }
  return exhausted(calendar);
}

/**
 * The latest instant from which `ms` of opening time remain until `until`, an instant of the local day `untilDay`. If that
 * is exactly an opening time, that opening time. Undefined if it lies before the day `earliestDay`.
 */
export function beforeOpeningTime(
  calendar: WorkingCalendar,
  until: number,
  untilDay: number,
  ms: number,
  earliestDay: number,
): number | undefined {
  let left = ms;
  for (let day = untilDay; day >= earliestDay; day--) {
    for (const { opens, closes } of calendar.openings(day).toReversed()) {
      const end = Math.min(closes, until);
      if (end <= opens) continue;
      if (left <= end - opens) return end - left;
      left -= end - opens;
    }
  }
  return undefined;
}
