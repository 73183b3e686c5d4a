import { type Calendar, openCalendar, type WorkingCalendar } from '../../../domain/deadline/calendar.ts';
import { type Deadline, deadline, type Question, type Refusal } from '../../../domain/deadline/deadline.ts';

/** The calendar of the design's examples: Sunday to Thursday 08:00–16:00 in Riyadh, closed 19 to 22 March 2026. */
export const designCalendar: Calendar = {
  zone: 'Asia/Riyadh',
  week: {
    sun: [['08:00', '16:00']],
    mon: [['08:00', '16:00']],
    tue: [['08:00', '16:00']],
    wed: [['08:00', '16:00']],
    thu: [['08:00', '16:00']],
  },
  overlays: [{ from: '2026-03-19', to: '2026-03-22', hours: [], name: 'Eid al-Fitr' }],
  knownUntil: '2027-12-31',
};

/** Open without a pause, in any zone. */
export function alwaysOpen(zone: string, knownUntil = '2027-12-31'): Calendar {
  const day: [string, string][] = [['00:00', '24:00']];
  return {
    zone,
    week: { sun: day, mon: day, tue: day, wed: day, thu: day, fri: day, sat: day },
    overlays: [],
    knownUntil,
  };
}

/** An instant of Riyadh's clock, `2026-03-11 10:00`, as UTC. */
export function riyadh(local: string): string {
  return new Date(`${local.replace(' ', 'T')}:00+03:00`).toISOString().replace('.000', '');
}

/** The deadline, or a failed test if it is refused. */
export function armed(calendar: WorkingCalendar | Calendar, question: Question): Deadline {
  const answer: Deadline | Refusal = deadline('clock' in calendar ? calendar : openCalendar(calendar), question);
  if ('refusal' in answer) throw new Error(`${answer.refusal}: ${answer.detail}`);
  return answer;
}

/** The due instant as the clock on the wall shows it, `2026-03-30 16:00`. */
export function dueOnTheWall(calendar: WorkingCalendar | Calendar, question: Question): string | undefined {
  return armed(calendar, question).dueLocal?.slice(0, 16).replace('T', ' ');
}
