/** The day on which a complaint came that is registered later, such as a letter: its clocks count from there (C-05). */

import { calendarInForce } from '../../db/organisation/calendars.ts';
import { openCalendar } from '../../domain/deadline/calendar.ts';
import { dayStart } from '../../domain/deadline/days/day-start.ts';
import { MS_PER_DAY } from '../../domain/deadline/instants-and-dates.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Dependencies } from '../dependencies.ts';

/** A complaint that is older than that was not left lying: somebody has mistyped the year. */
const longest = 366 * MS_PER_DAY;

/** The first instant of that local day, UTC; or what is wrong with it. `until`: what it cannot lie after. */
export async function receivedInstant(
  { database }: Pick<Dependencies, 'database'>,
  pack: Pick<Pack, 'id' | 'calendar'>,
  day: string,
  until: string,
): Promise<{ at: string } | { fault: string }> {
  const calendar = await calendarInForce(database, pack);
  const at = dayStart(openCalendar(calendar.calendar), day);
  const ago = Date.parse(until) - Date.parse(at);
  if (ago < 0) return { fault: 'lies after the day on which it was registered' };
  return ago > longest ? { fault: 'lies more than a year back' } : { at };
}
