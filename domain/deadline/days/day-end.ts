/** The ends of working days: what an organisation owes its customers day by day is counted at them (N-12). */
import { instantText, parseInstant } from '../instants-and-dates.ts';
import { DeadlineRefused } from '../refusal.ts';
import type { WorkingCalendar } from './working-calendar.ts';
import { lastClosing, workingDayClosingFrom, workingDayFrom } from './working-time.ts';

/**
 * The last closing time of the first working day that ends after `at`, UTC; null if the calendar does not reach so far.
 * @throws DeadlineRefused `Malformed` if `at` is no instant.
 */
export function closingAfter(calendar: WorkingCalendar, at: string): string | null {
  return orNull(() => {
    const day = workingDayClosingFrom(calendar, parseInstant(at, 'at') + 1);
    return instantText(lastClosing(calendar, day));
  });
}

/**
 * The last closing time of the first working day after the local day of `at`, UTC. By then something that was done on one
 * day is to be done again. Null if the calendar does not reach so far.
 * @throws DeadlineRefused `Malformed` if `at` is no instant.
 */
export function closingOfNextDay(calendar: WorkingCalendar, at: string): string | null {
  return orNull(() => {
    const day = workingDayFrom(calendar, calendar.clock.dayOf(parseInstant(at, 'at')) + 1);
    return instantText(lastClosing(calendar, day));
  });
}

function orNull(closing: () => string): string | null {
  try {
    return closing();
  } catch (error) {
    if (error instanceof DeadlineRefused && error.refusal === 'CalendarExhausted') return null;
    throw error;
  }
}
