/** The published versions of all policies, as one process knows them: it learns of new ones while it runs (decision 42). */
import type { Logger } from 'pino';
import type { Database } from '../../db/database.ts';
import {
  findPolicy,
  type PolicyDocument,
  type PolicyEntry,
  policyEntries,
  policyIds,
} from '../../db/organisation/policies.ts';
import { inForceAt } from '../../packs/in-force.ts';
import type { PublishedVersion } from '../../packs/proposals/proposed-version.ts';
import { type Pack, PackSchema, type Term } from '../../packs/schema.ts';

/** How often it is looked whether there is a new version, in milliseconds: every process knows it within five seconds. */
const lookEveryMs = 2500;

/** How long after its publication a version begins at the earliest, in milliseconds: all processes go over at one instant. */
export const untilKnownMs = 5000;

/** One per process and database: `publishedPacksOf`. */
class PublishedPacks {
  /** All versions, by organisation and number. The list itself grows; what is in it never changes. */
  readonly packs: Pack[] = [];
  /** What the files of this release propose to organisations that publish their versions by cases. */
  readonly proposed: PublishedVersion[] = [];
  private readonly database: Database;
  private readonly known = new Set<string>();
  private readonly read = new Map<string, Pack>();
  private looking: Promise<void> = Promise.resolve();

  constructor(database: Database) {
    this.database = database;
  }

  /** Packs as files have them: a published version with the same hash is not read from the database again. */
  hasRead(packs: readonly Pack[]): void {
    for (const pack of packs) this.read.set(`${pack.id}/${pack.version}`, pack);
  }

  /** A version of this release that is published by a case, if at all. */
  isProposed(version: PublishedVersion): void {
    this.proposed.push(version);
  }

  /** Learns of all that is published now. One look at a time, each begun after it was asked for. */
  look(): Promise<void> {
    this.looking = this.looking.catch(() => undefined).then(() => this.learn());
    return this.looking;
  }

  /**
   * Goes on learning. If MongoDB is away, what is known stays.
   * @returns how it is stopped
   */
  follow(logger: Pick<Logger, 'warn'>): () => void {
    const unlessAway = (error: unknown) =>
      logger.warn({ err: error }, 'new versions of policies could not be looked for');
    const timer = setInterval(() => void this.look().catch(unlessAway), lookEveryMs);
    timer.unref();
    return () => clearInterval(timer);
  }

  private async learn(): Promise<void> {
    const ids = (await policyIds(this.database)).filter((id) => !this.known.has(id));
    if (ids.length === 0) return;
    const found: Pack[] = [];
    for (const entry of await policyEntries(this.database, { ids })) found.push(await this.packOf(entry));
    this.packs.push(...found);
    this.packs.sort((one, other) => one.id.localeCompare(other.id) || one.version - other.version);
    for (const id of ids) this.known.add(id);
  }

  private async packOf(entry: PolicyEntry): Promise<Pack> {
    const { _id, organisation, version, hash } = entry;
    const read = this.read.get(_id);
    this.read.delete(_id);
    if (read?.hash === hash) return withTerm(read, entry);
    const document = await findPolicy(this.database, organisation, version);
    if (!document) throw new Error(`Version ${version} of ${organisation} is gone: published versions stay.`);
    return versionOf(document).pack;
  }
}

/**
 * A version as it is stored: with its term, its text, and what the schema fills in by now. Its number is the one under which
 * it is stored, so that the next number is always free.
 */
export function versionOf({ pack, text, ...entry }: PolicyDocument): PublishedVersion {
  return { pack: withTerm(asNow(pack as Pack), entry), text };
}

function withTerm(pack: Pack, entry: PolicyEntry): Pack {
  const { inForce: _, ...content } = pack;
  const inForce = termOfEntry(entry);
  const numbered = { ...content, version: entry.version };
  return Object.keys(inForce).length === 0 ? numbered : { ...numbered, inForce };
}

/** The term by which a version is in force. */
export function termOfEntry({ from, until, replaces }: PolicyEntry): Term {
  return {
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(replaces === undefined ? {} : { replaces }),
  };
}

/** A pack that an earlier release has stored, with what the schema fills in by now. */
function asNow(stored: Pack): Pack {
  const { hash, ...content } = stored;
  const read = PackSchema.safeParse(content);
  return read.success ? { ...read.data, hash } : stored;
}

const ofDatabase = new WeakMap<Database, PublishedPacks>();

/** What this process knows of the versions that are published in a database. */
export function publishedPacksOf(database: Database): PublishedPacks {
  const known = ofDatabase.get(database) ?? new PublishedPacks(database);
  ofDatabase.set(database, known);
  return known;
}

/** The version of every organisation's policy that is in force at an instant, in milliseconds; as the database knows it now. */
export async function packsInForce(database: Database, at: number): Promise<Pack[]> {
  const published = publishedPacksOf(database);
  await published.look();
  const organisations = new Set(published.packs.map(({ id }) => id));
  return [...organisations].flatMap(
    (id) =>
      inForceAt(
        published.packs.filter((one) => one.id === id),
        at,
      ) ?? [],
  );
}

/** Every published version of an organisation's policy, in their order: its cases are pinned to theirs. */
export async function packsOf(database: Database, organisation: string): Promise<Pack[]> {
  const published = publishedPacksOf(database);
  await published.look();
  return published.packs.filter(({ id }) => id === organisation);
}
