/** The days on which one version of a calendar counts otherwise than another. Days are day numbers. */
import type { WorkingCalendar } from './working-calendar.ts';

/** How far back is looked, in days: nothing that still runs began earlier. */
const lookBack = 10 * 366;

/** The days before that of an instant (in milliseconds, by the first calendar) whose opening times differ, oldest first. */
export function passedDaysChanged(before: WorkingCalendar, after: WorkingCalendar, at: number): number[] {
  const today = before.clock.dayOf(at);
  const days = Array.from({ length: lookBack }, (_, place) => today - lookBack + place);
  return days.filter((day) => !isSame(before, after, day));
}

function isSame(before: WorkingCalendar, after: WorkingCalendar, day: number): boolean {
  const [one, other] = [before.openings(day), after.openings(day)];
  return (
    one.length === other.length &&
    one.every(({ opens, closes }, place) => opens === other[place]?.opens && closes === other[place]?.closes)
  );
}
