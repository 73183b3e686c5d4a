import { LRUCache } from 'lru-cache';
import type { CalendarSnapshot } from '../../domain/case/case.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** A published calendar of one organisation; `_id` is organisation/name/version. */
export interface CalendarDocument extends CalendarSnapshot {
  _id: string;
  organisation: string;
  publishedAt: string;
  /** Staff id; `system` if it came from a file. */
  publishedBy: string;
  /** The number of the case that decided it, and the digest that was approved; absent if no case did. */
  case?: string;
  digest?: string;
}

/** The `_id` of one published version of an organisation's calendar. */
export function calendarId(organisation: string, name: string, version: number): string {
  return `${organisation}/${name}/${version}`;
}

/** The latest version beyond `version`, or null; versions follow one another without a gap, so each look is by id. */
export async function calendarAfter(
  database: Database,
  organisation: string,
  name: string,
  version: number,
): Promise<CalendarSnapshot | null> {
  const next = await database.calendars.findById(calendarId(organisation, name, version + 1)).lean<CalendarDocument>();
  if (!next) return null;
  return (await calendarAfter(database, organisation, name, version + 1)) ?? snapshotOf(next);
}

/** For how long the newest calendar is kept, in milliseconds. */
const keptMs = 2000;

const newest = new WeakMap<Database, LRUCache<string, CalendarSnapshot>>();

function newestOf(database: Database): LRUCache<string, CalendarSnapshot> {
  const kept = newest.get(database) ?? new LRUCache<string, CalendarSnapshot>({ max: 100, ttl: keptMs });
  newest.set(database, kept);
  return kept;
}

/**
 * The newest calendar of an organisation, as it was published. It is kept for two seconds: what this process publishes counts
 * at once, and what another one publishes within them. A case that is opened meanwhile hears of it by its first projection.
 * @throws if none of this name has been published
 */
export async function calendarInForce(
  database: Database,
  { id, calendar: name }: { id: string; calendar: string },
): Promise<CalendarSnapshot> {
  const key = `${id}/${name}`;
  const known = newestOf(database).get(key);
  if (known) return known;
  const published = await calendarAfter(database, id, name, 0);
  if (!published) throw new Error(`calendar ${name} of ${id} has not been published`);
  newestOf(database).set(key, published);
  return published;
}

/** One published version as it is stored, or null. */
export function calendarDocument(
  database: Database,
  organisation: string,
  name: string,
  version: number,
): Promise<CalendarDocument | null> {
  return database.calendars.findById(calendarId(organisation, name, version)).lean<CalendarDocument>();
}

/** One published version as cases are pinned to it, or null. */
export async function findCalendar(...which: Parameters<typeof calendarDocument>): Promise<CalendarSnapshot | null> {
  const found = await calendarDocument(...which);
  return found && snapshotOf(found);
}

/** Every calendar that an organisation has published, all versions. */
export async function calendarsOf(database: Database, organisation: string): Promise<CalendarDocument[]> {
  return database.calendars.find({ organisation }).sort({ name: 1, version: 1 }).lean<CalendarDocument[]>();
}

/** Publishes a version; false if that version is there already. Published versions are never changed. */
export async function publishCalendarVersion(database: Database, document: CalendarDocument): Promise<boolean> {
  const isNew = await insertedOnce(() => database.calendars.collection.insertOne(document as never));
  newestOf(database).delete(`${document.organisation}/${document.name}`);
  return isNew;
}

function snapshotOf({ name, version, hash, calendar }: CalendarDocument): CalendarSnapshot {
  return { name, version, hash, calendar };
}
