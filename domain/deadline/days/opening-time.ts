/** Counting opening time: real elapsed milliseconds in which the calendar is open. */
import type { Interruption } from '../pause.ts';
import type { WorkingCalendar } from './working-calendar.ts';
import { exhausted } from './working-days.ts';

export interface OpeningTimeReached {
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
