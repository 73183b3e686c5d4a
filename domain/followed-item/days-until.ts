import { localText, type WorkingCalendar } from '../deadline/deadline.ts';
import { MS_PER_DAY } from '../deadline/instants-and-dates.ts';

/** How many days a local date lies after that of an instant: at least one, since a date that has come leaves a day. */
export function daysUntil(calendar: WorkingCalendar, at: string, date: string): number {
  const today = localText(calendar, at).slice(0, 10);
  return Math.max(1, Math.round((Date.parse(date) - Date.parse(today)) / MS_PER_DAY));
}
