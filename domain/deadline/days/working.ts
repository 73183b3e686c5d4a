/** The working of a deadline: every local day from its start to its due day, and why it counted or did not. */
import { dateText } from '../instants-and-dates.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** `minutes` of opening time that counted on the day, if the amount is in opening time. */
export type WorkingEntry =
  | { day: string; counted: true; minutes?: number }
  | { day: string; counted: false; why: string; minutes?: number };

export interface Due {
  /** In milliseconds. */
  at: number;
  /** The local day that the instant belongs to, as a day number; closing at 24:00 belongs to the day it closes. */
  day: number;
  /** How it was counted, day by day. */
  working(): WorkingEntry[];
}

/** The days `after < x <= upTo` on which a pause stops the counting, as day numbers. */
export interface PausedDays {
  after: number;
  upTo: number;
}

/** What was counted to come to a due day; days as day numbers. */
interface DayCounting {
  startDay: number;
  /** Where the counting came to, and the working day on which it is due in the end. */
  target: number;
  dueDay: number;
  /** How many days count. */
  amount: number;
  paused: readonly PausedDays[];
}

/**
 * Exactly `amount` days count. Working days skip closed days (`skipsClosedDays`). Days of the calendar count whether open
 * or not. But a closed day on which it would be due is skipped for the next, with its reason.
 */
export function daysWorking(
  calendar: WorkingCalendar,
  counting: DayCounting,
  skipsClosedDays: boolean,
): WorkingEntry[] {
  const { startDay, target, dueDay, amount, paused } = counting;
  const working: WorkingEntry[] = [{ day: dateText(startDay), counted: false, why: 'start' }];
  let counted = 0;
  for (let day = startDay + 1; day <= dueDay; day++) {
    const mustBeOpen = skipsClosedDays || day >= target;
    if (mustBeOpen && !calendar.isWorkingDay(day)) {
      working.push({ day: dateText(day), counted: false, why: calendar.closedBecause(day) });
    } else if (counted === amount || paused.some(({ after, upTo }) => after < day && day <= upTo)) {
      working.push({ day: dateText(day), counted: false, why: 'pause' });
    } else {
      counted++;
      working.push({ day: dateText(day), counted: true });
    }
  }
  return working;
}

/** `counted`: milliseconds of opening time that counted on each day from the start day on. */
export function openingTimeWorking(
  calendar: WorkingCalendar,
  startDay: number,
  counted: readonly number[],
): WorkingEntry[] {
  return counted.map((ms, index) => {
    const day = startDay + index;
    if (ms > 0) return { day: dateText(day), counted: true, minutes: ms / 60_000 };
    return { day: dateText(day), counted: false, why: whyNothingCounted(calendar, day, index === 0), minutes: 0 };
  });
}

function whyNothingCounted(calendar: WorkingCalendar, day: number, isStart: boolean): string {
  if (isStart) return 'start';
  return calendar.isWorkingDay(day) ? 'pause' : calendar.closedBecause(day);
}
