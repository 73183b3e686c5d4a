import type { Database } from '../../db/database.ts';
import { calendarAfter, calendarId, publishCalendarVersion } from '../../db/organisation/calendars.ts';
import { addPolicy, keepPolicyText, type PolicyEntry, policyEntries } from '../../db/organisation/policies.ts';
import { memoEndedBy, type Versioned } from '../../packs/in-force.ts';
import { calendarOf } from '../../packs/kinds/department-ticket/pinned-policy.ts';
import { procedureForCalendars } from '../../packs/kinds/procedure/steps.ts';
import { snapshotOf } from '../../packs/load/calendar-snapshot.ts';
import { loadPacks, type Policies } from '../../packs/load/load.ts';
import { problemText } from '../../packs/load/problem.ts';
import type { CalendarFile, Pack } from '../../packs/schema.ts';
import { packsInForce, packsOf, publishedPacksOf, termOfEntry, untilKnownMs } from '../policies/published-packs.ts';
import { publishQuestionnaires } from './policy-questionnaires.ts';

type SoundPolicies = Omit<Policies, 'problems'>;

/** The packs and calendars of the folders. Fails with the list of what is wrong if anything is refused. */
export function soundPolicies(folders: string[]): SoundPolicies {
  const { problems, ...sound } = loadPacks(folders);
  const refusals = problems.filter(({ severity }) => severity === 'refusal');
  if (refusals.length > 0) throw new Error(`The policies cannot be used:\n${refusals.map(problemText).join('\n')}`);
  return sound;
}

/**
 * Publishes what is new in the files, so that every process and every replay finds the version that a case is pinned to. Once an
 * organisation has published a version by a case, its files publish nothing more: they are proposals of the release.
 * @returns all that is published, which goes on to grow (`PublishedPacks`)
 * @throws if a version would end a running memo, or if another content is published under its number
 */
export async function publishPolicies(database: Database, { packs, calendars, texts }: SoundPolicies): Promise<Pack[]> {
  const published = publishedPacksOf(database);
  published.hasRead(packs);
  const earlier = new Map<string, Earlier>();
  const inForce = await packsInForce(database, Date.now());
  const asking = new Set(inForce.filter(procedureForCalendars).map(({ id }) => id));
  for (const pack of packs) {
    const before = earlier.get(pack.id) ?? (await earlierOf(database, pack.id, packs));
    earlier.set(pack.id, before);
    const { known, from, isByCase } = before;
    const text = texts[`${pack.id}/${pack.version}`];
    if (isByCase) {
      const standing = known.find(({ version }) => version === pack.version);
      if (standing?.hash !== pack.hash) published.isProposed({ pack, text });
      else if (text !== undefined) await keepPolicyText(database, standing, text);
      continue;
    }
    await publishFile(database, pack, text, from);
    const used = new Set([pack.calendar, ...Object.keys(pack.departments).map((name) => calendarOf(pack, name))]);
    const versions = calendars.filter(({ name }) => used.has(name)).sort((a, b) => a.version - b.version);
    for (const calendar of versions) await publishCalendarFile(database, pack.id, calendar, asking.has(pack.id));
    await publishQuestionnaires(database, pack);
  }
  await published.look();
  return published.packs;
}

/** What an organisation had published before a start, and from when what the files add to it is in force. */
interface Earlier {
  known: PolicyEntry[];
  /** UTC; absent of the first versions, which are in force since ever. */
  from?: string;
  /** True if it publishes its versions by cases. */
  isByCase: boolean;
}

/** @throws if a version that the files add would end a running memo, and none of them has the memo made again on it (N-02) */
async function earlierOf(database: Database, organisation: string, packs: readonly Pack[]): Promise<Earlier> {
  const known = await policyEntries(database, { organisation });
  const from = known.length > 0 ? { from: new Date(Date.now() + untilKnownMs).toISOString() } : {};
  const isByCase = known.some((entry) => entry.case !== undefined);
  const added = packs
    .filter(({ id, version }) => id === organisation && !known.some((entry) => entry.version === version))
    .map(({ version, inForce }) => ({ version, inForce: { ...from, ...inForce } }));
  if (!isByCase) mustEndNoMemo(organisation, known, added);
  return { known, isByCase, ...from };
}

function mustEndNoMemo(organisation: string, known: readonly PolicyEntry[], added: readonly Versioned[]): void {
  const all = [...known.map((entry) => ({ version: entry.version, inForce: termOfEntry(entry) })), ...added];
  for (const one of added) {
    const { version } = one;
    const memo = memoEndedBy(one, all, Date.now());
    if (!memo) continue;
    throw new Error(
      `Policy ${organisation} version ${version} would end the memo of version ${memo.version}, which is in force until ${memo.inForce?.until}: add a version that amends ${version} and says \`inForce: { until, replaces: ${memo.version} }\`.`,
    );
  }
}

/** The packs of files as a start would have them: of an organisation that publishes by cases, those that it has published. */
export async function standingPacks(database: Database, packs: readonly Pack[]): Promise<Pack[]> {
  const standing: Pack[] = [];
  for (const organisation of new Set(packs.map(({ id }) => id))) {
    const entries = await policyEntries(database, { organisation });
    const isByCase = entries.some((entry) => entry.case !== undefined);
    standing.push(
      ...(isByCase ? await packsOf(database, organisation) : packs.filter(({ id }) => id === organisation)),
    );
  }
  return standing;
}

/**
 * Publishes the version of a file. The same content again is nothing new.
 * @param from when it is in force if it says nothing of that itself, UTC; left out: since ever
 * @throws if another content is published under that version
 */
async function publishFile(database: Database, pack: Pack, text: string | undefined, from?: string): Promise<void> {
  const { inForce = {}, ...content } = pack;
  const publishedAt = new Date().toISOString();
  const document = {
    ...{ organisation: pack.id, version: pack.version, hash: pack.hash, pack: content },
    ...(text === undefined ? {} : { text }),
    ...(from ? { from } : {}),
    ...inForce,
    ...{ publishedAt, publishedBy: 'release' },
  };
  if (await addPolicy(database, document)) return;
  const standing = (await policyEntries(database, { organisation: pack.id })).find(
    ({ version }) => version === pack.version,
  );
  if (standing?.hash !== pack.hash)
    throw new Error(
      `Policy ${pack.id} version ${pack.version} is published with another content. Published versions never change: write v${pack.version + 1}.yaml.`,
    );
  if (text !== undefined) await keepPolicyText(database, standing, text);
}

/**
 * A file's version is published if it follows what the organisation has. What its keeper published stays. If calendars change by
 * a procedure, a file publishes the first version alone: somebody proposes the others (decision 47).
 */
async function publishCalendarFile(
  database: Database,
  organisation: string,
  file: CalendarFile,
  isByProcedure: boolean,
): Promise<void> {
  const { name, version } = file;
  const latest = await calendarAfter(database, organisation, name, 0);
  if (latest && (isByProcedure || latest.version >= version)) return;
  await publishCalendarVersion(database, {
    ...snapshotOf(file),
    _id: calendarId(organisation, name, version),
    organisation,
    publishedAt: new Date().toISOString(),
    publishedBy: 'system',
  });
}
