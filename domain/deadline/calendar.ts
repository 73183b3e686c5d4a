/** What others need of calendars: their JSON, and the two questions that are no deadline. */
export type { Amount } from './amount.ts';
export type { Calendar, Overlay, Week } from './checked-calendar.ts';
export { closingAfter, closingOfNextDay } from './day-end.ts';
export { parseInstant } from './instant.ts';
export { localText } from './local-text.ts';
export { nextOpening } from './next-opening.ts';
export type { Pause } from './pause.ts';
export { DeadlineRefused } from './refusal.ts';
export type { Rung } from './rung.ts';
export { openCalendar, type WorkingCalendar } from './working-calendar.ts';
