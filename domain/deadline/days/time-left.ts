import { parseInstant } from '../instants-and-dates.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** Opening time as people say it: whole working days, and minutes of days of which only a part is left. */
export interface TimeLeft {
  workingDays: number;
  /** Real elapsed minutes in which the calendar is open, rounded down. */
  workingMinutes: number;
}

/**
 * How much opening time lies between two instants (UTC). Nothing does if the second is not the later one. What lies after the
 * last known day is not counted.
 * @throws DeadlineRefused `Malformed` of what is no instant
 */
export function timeLeft(calendar: WorkingCalendar, now: string, until: string): TimeLeft {
  const [from, to] = [parseInstant(now, 'now'), parseInstant(until, 'until')];
  const lastDay = Math.min(calendar.clock.dayOf(to), calendar.lastKnownDay);
  let workingDays = 0;
  let ms = 0;
  // A day's opening time may end with the midnight that begins the next one.
  for (let day = calendar.clock.dayOf(from) - 1; from < to && day <= lastDay; day++) {
    const openings = calendar.openings(day);
    const left = openings.map(({ opens, closes }) => Math.max(0, Math.min(closes, to) - Math.max(opens, from)));
    const isWhole = openings.length > 0 && openings.every(({ opens, closes }) => from <= opens && closes <= to);
    if (isWhole) workingDays += 1;
    else ms += left.reduce((sum, one) => sum + one, 0);
  }
  return { workingDays, workingMinutes: Math.floor(ms / 60_000) };
}
