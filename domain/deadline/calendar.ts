/** What others need of calendars: their JSON, and the questions that are no deadline. */
export { passedDaysChanged } from './days/changed-days.ts';
export { closingAfter, closingOfNextDay } from './days/day-end.ts';
export { nextOpening } from './days/next-opening.ts';
export { type TimeLeft, timeLeft } from './days/time-left.ts';
export { type Calendar, type Overlay, openCalendar, type Week, type WorkingCalendar } from './days/working-calendar.ts';
export { localText, parseInstant } from './instants-and-dates.ts';
export type { Amount, Pause, Rung } from './question.ts';
export { DeadlineRefused } from './refusal.ts';
