import type { Database } from '../../db/database.ts';
import { calendarAfter, calendarId, publishCalendarVersion } from '../../db/organisation/calendars.ts';
import { publishPolicy } from '../../db/organisation/policies.ts';
import { addQuestionnaire } from '../../db/surveys/questionnaires.ts';
import { digest } from '../../domain/digest.ts';
import { calendarOf } from '../../packs/kinds/department-ticket/pinned-policy.ts';
import { snapshotOf } from '../../packs/load/calendar-snapshot.ts';
import { loadPacks, type Policies } from '../../packs/load/load.ts';
import { problemText } from '../../packs/load/problem.ts';
import type { CalendarFile, Pack } from '../../packs/schema.ts';

type SoundPolicies = Pick<Policies, 'packs' | 'calendars'>;

/** The packs and calendars of the folders. Fails with the list of what is wrong if anything is refused. */
export function soundPolicies(folders: string[]): SoundPolicies {
  const { packs, calendars, problems } = loadPacks(folders);
  const refusals = problems.filter(({ severity }) => severity === 'refusal');
  if (refusals.length > 0) throw new Error(`The policies cannot be used:\n${refusals.map(problemText).join('\n')}`);
  return { packs, calendars };
}

/** Publishes what is new, so that every process and every replay finds the version that a case is pinned to. */
export async function publishPolicies(database: Database, { packs, calendars }: SoundPolicies): Promise<Pack[]> {
  for (const pack of packs) {
    await publishPolicy(database, { organisation: pack.id, version: pack.version, hash: pack.hash, pack });
    const used = new Set([pack.calendar, ...Object.keys(pack.departments).map((name) => calendarOf(pack, name))]);
    const versions = calendars.filter(({ name }) => used.has(name)).sort((a, b) => a.version - b.version);
    for (const calendar of versions) await publishCalendarFile(database, pack.id, calendar);
    await publishQuestionnaires(database, pack);
  }
  return packs;
}

/** A file's version is published if it follows what the organisation has. What its keeper published stays. */
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

/** The policy's questionnaires stand from the start, and never change. A user who wants others makes the next version. */
async function publishQuestionnaires(database: Database, { id: organisation, surveys }: Pack): Promise<void> {
  for (const [id, { version, title, scales, questions }] of Object.entries(surveys?.questionnaires ?? {})) {
    const content = { title, scales, questions };
    const published = { changedBy: 'policy', changedAt: new Date().toISOString(), frozen: true };
    await addQuestionnaire(database, { organisation, id, version, digest: digest(content), content, ...published });
  }
}
