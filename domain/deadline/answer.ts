import { openCalendar, type WorkingCalendar } from './days/working-calendar.ts';
import { type DeadlineProof, deadlineProof } from './deadline.ts';
import type { Question } from './question.ts';
import { objectWith, orRefusal, type Refusal } from './refusal.ts';

/**
 * The proof that answers a question which brings its own calendar, or names one: the form of `npm run deadline`, of
 * previews and of proofs. Any JSON value may be asked; what is no such question is answered `Malformed`.
 * @param calendarNamed the calendar of that name; it refuses by throwing `DeadlineRefused`.
 */
export function answer(asked: unknown, calendarNamed: (name: string) => WorkingCalendar): DeadlineProof | Refusal {
  return orRefusal(() => {
    const { calendar, ...question } = objectWith(asked, 'The line', ['calendar', 'start', 'due', 'pauses', 'rungs']);
    const opened = typeof calendar === 'string' ? calendarNamed(calendar) : openCalendar(calendar);
    // The question is checked in there, key by key.
    return deadlineProof(opened, question as unknown as Question);
  });
}
