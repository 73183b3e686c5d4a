import { instantText, parseInstant } from '../instants-and-dates.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/**
 * The first instant not before `at` that lies in opening time: when a message that must not go at night may go. If the
 * calendar knows of no such instant any more, it is `at` itself: a message at night is better than none.
 * @throws DeadlineRefused `Malformed` if `at` is no instant.
 */
export function nextOpening(calendar: WorkingCalendar, at: string): string {
  const from = parseInstant(at, 'at');
  for (let day = calendar.clock.dayOf(from); day <= calendar.lastKnownDay; day++) {
    const opening = calendar.openings(day).find(({ opens, closes }) => opens < closes && closes > from);
    if (opening) return instantText(Math.max(opening.opens, from));
  }
  return instantText(from);
}
