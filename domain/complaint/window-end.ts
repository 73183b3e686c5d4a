import type { DecisionContext } from '../case/case.ts';
import type { Amount } from '../deadline/calendar.ts';
import { deadline } from '../deadline/deadline.ts';
import { instantText, MS_PER_DAY, parseInstant } from '../deadline/instants-and-dates.ts';

const thirtyDays = 30 * MS_PER_DAY;

/** The end of a window that begins now. If the calendar does not reach so far, 30 elapsed days stand in for it. */
export function windowEnd(window: Amount, { at, calendar }: DecisionContext): string {
  const answer = deadline(calendar, { start: at, due: window });
  if (!('refusal' in answer) && answer.dueAt !== null) return answer.dueAt;
  // No deadline is given beyond the last known day, not even an elapsed one.
  return instantText(parseInstant(at, 'at') + thirtyDays);
}
