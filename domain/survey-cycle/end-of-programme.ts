import { dayStart } from '../deadline/days/day-start.ts';
import type { WorkingCalendar } from '../deadline/deadline.ts';
import { instantText } from '../deadline/instants-and-dates.ts';

/** The last second of a programme's last local day, UTC: what step 1 counts its day from. */
export function endOfProgramme(calendar: WorkingCalendar, endedOn: string): string {
  return instantText(Date.parse(dayStart(calendar, endedOn, 1)) - 1000);
}
