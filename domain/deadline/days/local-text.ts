import { parseInstant, zonedText } from '../instant.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/**
 * An instant as people in the calendar's zone read it: `2026-03-30T16:00:00+03:00[Asia/Riyadh]`.
 * @throws DeadlineRefused `Malformed` if it is no instant.
 */
export function localText(calendar: WorkingCalendar, instant: string): string {
  return zonedInstantText(calendar, parseInstant(instant, 'instant'));
}

/** The same for an instant in milliseconds. */
export function zonedInstantText({ clock }: WorkingCalendar, ms: number): string {
  return zonedText(ms, clock.offsetAt(ms), clock.zone);
}
