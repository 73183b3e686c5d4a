import { calendarAfter, calendarId, publishCalendarVersion } from '../db/calendars.ts';
import type { Database } from '../db/models.ts';
import { publishPolicy } from '../db/policies.ts';
import { snapshotOf } from '../packs/calendar-snapshot.ts';
import { loadPacks } from '../packs/load.ts';
import { problemText } from '../packs/problem.ts';
import type { CalendarFile, Pack } from '../packs/schema.ts';
import { calendarOf } from '../packs/slice.ts';

/**
 * Reads the packs and calendars of the folders and publishes what is new, so that every process and every replay finds the
 * version that a case is pinned to. Fails with the list of what is wrong where anything is refused.
 */
export async function publishPolicies(database: Database, folders: string[]): Promise<Pack[]> {
  const { packs, calendars, problems } = loadPacks(folders);
  const refusals = problems.filter(({ severity }) => severity === 'refusal');
  if (refusals.length > 0) throw new Error(`The policies cannot be used:\n${refusals.map(problemText).join('\n')}`);
  for (const pack of packs) {
    await publishPolicy(database, { organisation: pack.id, version: pack.version, hash: pack.hash, pack });
    const used = new Set([pack.calendar, ...Object.keys(pack.departments).map((name) => calendarOf(pack, name))]);
    const versions = calendars.filter(({ name }) => used.has(name)).sort((a, b) => a.version - b.version);
    for (const calendar of versions) await publishCalendarFile(database, pack.id, calendar);
  }
  return packs;
}

/** A file's version is published where it follows what the organisation has; what its keeper published stays. */
async function publishCalendarFile(database: Database, organisation: string, file: CalendarFile): Promise<void> {
  const { name, version } = file;
  const latest = await calendarAfter(database, organisation, name, 0);
  if (latest && latest.version >= version) return;
  await publishCalendarVersion(database, {
    ...snapshotOf(file),
    _id: calendarId(organisation, name, version),
    organisation,
    publishedAt: new Date().toISOString(),
    publishedBy: 'system',
  });
}
