import type { WorkingCalendar } from './working-calendar.ts';

/**
 * How much opening time, in milliseconds, lies between two instants in milliseconds. Days past the last known one are counted
 * by their weekday, since what has been is told however far a calendar reaches. Days in between are added up once.
 */
export function openingTimeOf(calendar: WorkingCalendar): (from: number, to: number) => number {
  const { clock, openings } = calendar;
  const wholeDay = (day: number) => openings(day).reduce((sum, { opens, closes }) => sum + (closes - opens), 0);
  const upTo = (instant: number, day: number) =>
    openings(day).reduce((sum, { opens, closes }) => sum + Math.max(0, Math.min(closes, instant) - opens), 0);
  const runs = new Map<string, number>();
  const between = (first: number, last: number) => {
    const key = `${first}/${last}`;
    const known = runs.get(key);
    if (known !== undefined) return known;
    let sum = 0;
    for (let day = first; day < last; day += 1) sum += wholeDay(day);
    // Few pairs of days come up often; a memory that grew with the cases would not be flat.
    if (runs.size < mostRuns) runs.set(key, sum);
    return sum;
  };
  return (from, to) => {
    if (to <= from) return 0;
    const [first, last] = [clock.dayOf(from), clock.dayOf(to)];
    return between(first, last) + upTo(to, last) - upTo(from, first);
  };
}

const mostRuns = 20_000;
