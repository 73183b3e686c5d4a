/** Single days of a period, as rules name them: its third working day, its first Sunday. Days are day numbers. */
import { instantText, type Weekday, weekdayOf } from '../instants-and-dates.ts';
import type { DaysOfPeriod } from '../periods.ts';
import { orRefusal } from '../refusal.ts';
import type { WorkingCalendar } from './working-calendar.ts';
import { workingDayFrom } from './working-time.ts';

/** How a rule names a day: a working day, counted from the end if it is negative, or a weekday. */
export type NamedDay = { workingDay: number } | { weekday: Weekday; nth: number };

/**
 * The instant at which the organisation opens on the named day of a period, UTC. A weekday that is closed is the working day
 * after it. Null if the period has no such day, or the calendar does not reach so far.
 */
export function openingOfDay(calendar: WorkingCalendar, period: DaysOfPeriod, named: NamedDay): string | null {
  const day = 'weekday' in named ? weekdayIn(period, named) : workingDayIn(calendar, period, named.workingDay);
  return day === null ? null : openingFrom(calendar, day);
}

/** The instant at which the organisation opens on a day, or on the working day after it, UTC; null past the calendar. */
export function openingFrom(calendar: WorkingCalendar, day: number): string | null {
  const open = orRefusal(() => workingDayFrom(calendar, day));
  if (typeof open !== 'number') return null;
  const [first] = calendar.openings(open);
  return first ? instantText(first.opens) : null;
}

function weekdayIn({ first, last }: DaysOfPeriod, { weekday, nth }: { weekday: Weekday; nth: number }): number | null {
  for (let day = first; day <= last; day += 1) {
    if (weekdayOf(day) === weekday) return day + (nth - 1) * 7 <= last ? day + (nth - 1) * 7 : null;
  }
  return null;
}

function workingDayIn(calendar: WorkingCalendar, { first, last }: DaysOfPeriod, count: number): number | null {
  const days: number[] = [];
  for (let day = first; day <= Math.min(last, calendar.lastKnownDay); day += 1) {
    if (calendar.isWorkingDay(day)) days.push(day);
  }
  if (count > 0 && days.length >= count) return days[count - 1] ?? null;
  // A period with fewer working days than that has its last one, or its first. But nobody knows yet how many it has.
  if (last > calendar.lastKnownDay) return null;
  return (count > 0 ? days.at(-1) : (days.at(count) ?? days[0])) ?? null;
}
