import type { Measure } from './amount.ts';
import { addMonths } from './days/local-date.ts';
import { type Due, daysWorking, type PausedDays } from './days/working.ts';
import type { WorkingCalendar } from './days/working-calendar.ts';
import { lastClosing, workingDayAfter, workingDayClosingFrom, workingDayFrom } from './days/working-days.ts';
import type { Interruption } from './pause.ts';

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
export function dueByDays(
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
