import type { CommandKeys } from '../../db/command-signatures.ts';
import { calendarAfter, calendarId, calendarsOf, publishCalendarVersion } from '../../db/organisation/calendars.ts';
import type { CalendarSnapshot } from '../../domain/case/case.ts';
import { type Calendar, DeadlineRefused, openCalendar } from '../../domain/deadline/calendar.ts';
import { digest } from '../../domain/digest.ts';
import { inForceAt } from '../../packs/in-force.ts';
import { procedureForCalendars } from '../../packs/kinds/procedure/steps.ts';
import { isManager } from '../../packs/rights/holds-rights.ts';
import { wakeProcedures } from '../../temporal/procedures.ts';
import { type TellingProgress, tellOpenCases } from '../../temporal/tell-open-cases.ts';
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
  /** The number of the case that decided it, and the digest that was approved; left out if a manager publishes it. */
  case?: string;
  digest?: string;
}

/** Why a version of a calendar is not published. `NotAllowedNow`: the policy has a procedure for that, by several people. */
interface Objection<Problem = 'CalendarStands' | 'Invalid' | 'NotFound' | 'NotAllowedNow'> {
  problem: Problem;
  detail: string;
}

export type PublicationOutcome = { name: string; version: number; hash: string; casesTold: number } | Objection;

type Publishing = Pick<Dependencies, 'database' | 'temporal' | keyof CommandKeys>;

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
 * Publishes the next version of a calendar in a manager's name, and tells every open case of the organisation, which recomputes
 * its deadlines. A case that is started meanwhile learns of it with its first projection. Publishing the same content again tells
 * the cases again, which changes nothing for those that know it. Refused if calendars change by a procedure (decision 47).
 */
export async function publishCalendar(dependencies: Publishing, publication: Publication): Promise<PublicationOutcome> {
  const { database } = dependencies;
  const { organisation, name, version, calendar, publishedAt } = publication;
  const pack = inForceAt(await packsOf(database, organisation), Date.parse(publishedAt));
  const procedure = pack && procedureForCalendars(pack);
  if (procedure !== undefined)
    return {
      problem: 'NotAllowedNow',
      detail: `Calendars are changed by the procedure ${procedure}, which several people take.`,
    };
  const latest = await calendarAfter(database, organisation, name, 0);
  if (!latest) return { problem: 'NotFound', detail: `${organisation} has no calendar ${name}.` };
  const hash = digest(calendar);
  const again = latest.version === version && latest.hash === hash;
  const objection = objectionToCalendar(calendar, publishedAt) ?? (again ? null : outOfOrder(version, latest.version));
  if (objection) return objection;
  if (!again && !(await writtenDown(dependencies, publication))) return overtaken(version);
  await wakeForCalendar(dependencies, publication);
  const casesTold = await tellOfCalendar(dependencies, organisation, { name, version, hash, calendar });
  return { name, version, hash, casesTold };
}

/** What is wrong with the content of a calendar that would be published at an instant, or null. */
export function objectionToCalendar(calendar: Calendar, publishedAt: string): Objection<'Invalid'> | null {
  try {
    const { lastKnownDay } = openCalendar(calendar);
    if (!reachesTooFar(lastKnownDay, Date.parse(publishedAt))) return null;
    return { problem: 'Invalid', detail: `A calendar can be known for ${yearsAtMost} years from now at most.` };
  } catch (error) {
    if (error instanceof DeadlineRefused) return { problem: 'Invalid', detail: error.detail };
    throw error;
  }
}

/** Why a version cannot follow the latest one, or null if it is the next one. */
export function outOfOrder(version: number, latest: number): Objection<'CalendarStands'> | null {
  if (version === latest + 1) return null;
  return { problem: 'CalendarStands', detail: `The latest version is ${latest}; the next one is ${latest + 1}.` };
}

/** What is said if somebody else was first. */
export function overtaken(version: number): Objection<'CalendarStands'> {
  return { problem: 'CalendarStands', detail: `Version ${version} has just been published by somebody else.` };
}

/** Writes a version down; false if there is one of that number already. */
export function writtenDown({ database }: Pick<Publishing, 'database'>, publication: Publication): Promise<boolean> {
  const { organisation, name, version, calendar } = publication;
  const _id = calendarId(organisation, name, version);
  return publishCalendarVersion(database, { _id, hash: digest(calendar), ...publication });
}

/** A holiday changes when procedures fall due, too. */
export async function wakeForCalendar(
  { database, temporal }: Pick<Publishing, 'database' | 'temporal'>,
  { organisation, publishedAt: after }: Pick<Publication, 'organisation' | 'publishedAt'>,
): Promise<void> {
  const policies = await packsOf(database, organisation);
  if (policies.some(({ kinds }) => kinds.procedure)) await wakeProcedures(temporal, { organisation, after });
}

/** Tells every open case that counts by the calendar; returns how many were told. Those that know it change nothing. */
export function tellOfCalendar(
  { temporal, ...keys }: Omit<Publishing, 'database'>,
  organisation: string,
  { name, version, hash, calendar }: CalendarSnapshot,
  progress?: TellingProgress,
): Promise<number> {
  const toldTo = (number: string) => calendarTold(keys, { organisation, number }, { name, version, hash, calendar });
  return tellOpenCases(temporal, { organisation, calendar: name }, toldTo, progress);
}
