import type { CommandKeys } from '../../db/command-signatures.ts';
import { calendarAfter, calendarId, calendarsOf, publishCalendarVersion } from '../../db/organisation/calendars.ts';
import { type Calendar, DeadlineRefused, openCalendar } from '../../domain/deadline/calendar.ts';
import { digest } from '../../domain/digest.ts';
import { isManager } from '../../packs/rights/holds-rights.ts';
import { wakeProcedures } from '../../temporal/procedures.ts';
import { tellOpenCases } from '../../temporal/tell-open-cases.ts';
import type { Call } from '../call.ts';
import { calendarTold } from '../cases/told-by-system.ts';
import type { Dependencies } from '../dependencies.ts';
import { packsOf } from '../policies/published-packs.ts';
import { Refused } from '../refused.ts';
import { reachesTooFar, yearsAtMost } from './calendar-reach.ts';

export interface Publication {
  organisation: string;
  name: string;
  version: number;
  calendar: Calendar;
  publishedBy: string;
  publishedAt: string;
}

export type PublicationOutcome =
  | { name: string; version: number; hash: string; casesTold: number }
  | { problem: 'CalendarStands' | 'Invalid' | 'NotFound'; detail: string };

/** The calendar's keepers are the managers. @throws Refused `Forbidden` unless the caller is one */
export function mustKeepCalendars({ principal, pack }: Call): void {
  if (!isManager(pack, principal.actor)) throw new Refused('Forbidden', 'Calendars are published by a manager.');
}

/** Every version of the organisation's calendars, oldest first. */
export async function publishedCalendars({ dependencies, pack }: Call) {
  const items = await calendarsOf(dependencies.database, pack.id);
  return items.map(({ _id, ...calendar }) => calendar);
}

/**
 * Publishes the next version of a calendar and tells every open case of the organisation, which recomputes its deadlines.
 * A case that is started meanwhile learns of it with its first projection. Publishing the same content again tells the
 * cases again, which changes nothing for those that know it.
 */
export async function publishCalendar(
  { database, temporal, ...keys }: Pick<Dependencies, 'database' | 'temporal' | keyof CommandKeys>,
  publication: Publication,
): Promise<PublicationOutcome> {
  const { organisation, name, version, calendar, publishedBy, publishedAt } = publication;
  try {
    const { lastKnownDay } = openCalendar(calendar);
    if (reachesTooFar(lastKnownDay, Date.parse(publishedAt))) {
      return { problem: 'Invalid', detail: `A calendar can be known for ${yearsAtMost} years from now at most.` };
    }
  } catch (error) {
    if (error instanceof DeadlineRefused) return { problem: 'Invalid', detail: error.detail };
    throw error;
  }
  const latest = await calendarAfter(database, organisation, name, 0);
  if (!latest) return { problem: 'NotFound', detail: `${organisation} has no calendar ${name}.` };
  const hash = digest(calendar);
  const again = latest.version === version && latest.hash === hash;
  if (!again && version !== latest.version + 1) {
    return {
      problem: 'CalendarStands',
      detail: `The latest version is ${latest.version}; the next one is ${latest.version + 1}.`,
    };
  }
  const _id = calendarId(organisation, name, version);
  const document = { _id, organisation, name, version, hash, calendar, publishedBy, publishedAt };
  if (!again && !(await publishCalendarVersion(database, document))) {
    return { problem: 'CalendarStands', detail: `Version ${version} has just been published by somebody else.` };
  }
  // A holiday changes when procedures fall due, too.
  const policies = await packsOf(database, organisation);
  if (policies.some(({ kinds }) => kinds.procedure))
    await wakeProcedures(temporal, { organisation, after: publishedAt });
  const casesTold = await tellOpenCases(temporal, { organisation, calendar: name }, (number) =>
    calendarTold(keys, { organisation, number }, { name, version, hash, calendar }),
  );
  return { name, version, hash, casesTold };
}
