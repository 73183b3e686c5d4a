import { instantText, parseDate } from '../instants-and-dates.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/**
 * The first instant of a local date, or of the date that lies so many days after it, in the calendar's zone.
 * @throws DeadlineRefused `Malformed` if it is no date like 2026-03-30.
 */
export function dayStart({ clock }: WorkingCalendar, date: string, daysLater = 0): string {
  return instantText(clock.instantOf(parseDate(date, 'date') + daysLater, 0));
}

/**
 * The instant of a local date and so many minutes of it, in the calendar's zone.
 * @throws DeadlineRefused `Malformed` if it is no date like 2026-03-30.
 */
export function dayInstant({ clock }: WorkingCalendar, date: string, minutes: number): string {
  return instantText(clock.instantOf(parseDate(date, 'date'), minutes));
}
