import type { Database } from '../../db/database.ts';
import { calendarAfter, findCalendar } from '../../db/organisation/calendars.ts';
import { openCalendar, type WorkingCalendar } from '../../domain/deadline/calendar.ts';
import type { Pack } from '../../packs/schema.ts';

/** The newest calendar of an organisation, as it was published. */
export async function calendarInForce(database: Database, { id, calendar: name }: Pick<Pack, 'id' | 'calendar'>) {
  const published = await calendarAfter(database, id, name, 0);
  if (!published) throw new Error(`calendar ${name} of ${id} has not been published`);
  return published;
}

/** The version of a calendar that a case is counted by. */
export async function calendarOfCase(
  database: Database,
  organisation: string,
  { name, version }: { name: string; version: number },
): Promise<WorkingCalendar> {
  const published = await findCalendar(database, organisation, name, version);
  if (!published) throw new Error(`calendar ${name} version ${version} of ${organisation} is gone`);
  return openCalendar(published.calendar);
}
