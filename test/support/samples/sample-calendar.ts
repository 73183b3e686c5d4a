/** Calendars for tests: Riyadh, Sunday to Thursday 08:00–16:00 (05:00Z–13:00Z), closed 19–22 March 2026. */
import type { CalendarSnapshot } from '../../../domain/case/case.ts';
import type { Calendar, Overlay } from '../../../domain/deadline/calendar.ts';
import { localText, openCalendar } from '../../../domain/deadline/deadline.ts';
import { digest } from '../../../domain/digest.ts';

const hours: [string, string][] = [['08:00', '16:00']];
const feast: Overlay = { from: '2026-03-19', to: '2026-03-22', hours: [], name: 'Eid al-Fitr' };

export function calendarVersion(version: number, changes: Partial<Calendar> = {}, name = 'riyadh'): CalendarSnapshot {
  const calendar: Calendar = {
    zone: 'Asia/Riyadh',
    week: { sun: hours, mon: hours, tue: hours, wed: hours, thu: hours },
    overlays: [feast],
    knownUntil: '2027-12-31',
    ...changes,
  };
  return { name, version, hash: digest(calendar), calendar };
}

/** The same calendar with days closed that were open when it was published. */
export function withHoliday(version: number, from: string, to: string): CalendarSnapshot {
  return calendarVersion(version, { overlays: [feast, { from, to, hours: [], name: 'Late holiday' }] });
}

export const riyadh = calendarVersion(1);

/** Opened once for all stories: it remembers the days that it has looked at. */
export const riyadhOpened = openCalendar(riyadh.calendar);

/** The local date of now. */
export const riyadhToday = (): string => localText(riyadhOpened, new Date().toISOString()).slice(0, 10);

const always: [string, string][] = [['00:00', '24:00']];

/** Open at every hour of every day, as the sandbox is. */
export const alwaysOpen = calendarVersion(
  1,
  { week: { sun: always, mon: always, tue: always, wed: always, thu: always, fri: always, sat: always }, overlays: [] },
  'always-open',
);
