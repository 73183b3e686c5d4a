/** What others need of calendars: their JSON, and the two questions that are no deadline. */
export type { Amount } from './amount.ts';
export type { Calendar, Overlay, Week } from './days/checked-calendar.ts';
export { closingAfter, closingOfNextDay } from './days/day-end.ts';
export { localText } from './days/local-text.ts';
export { nextOpening } from './days/next-opening.ts';
export { openCalendar, type WorkingCalendar } from './days/working-calendar.ts';
export { parseInstant } from './instant.ts';
export type { Pause } from './pause.ts';
export { DeadlineRefused } from './refusal.ts';
export type { Rung } from './rung.ts';
