import type { Measure } from './amount.ts';
import { afterOpeningTime } from './days/opening-time.ts';
import { type Due, openingTimeWorking } from './days/working.ts';
import type { WorkingCalendar } from './days/working-calendar.ts';
import { knownDayOf } from './days/working-days.ts';
import { dueByDays } from './due-by-days.ts';
import type { Interruption } from './pause.ts';

/**
 * When a clock is due that starts at `start` (milliseconds) and stands still in `pauses` (see `effectivePauses`).
 * @throws DeadlineRefused `CalendarExhausted` if that lies after the last known day.
 */
export function dueOf(calendar: WorkingCalendar, start: number, due: Measure, pauses: readonly Interruption[]): Due {
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
