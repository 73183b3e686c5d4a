/** Which form the data of an installation has. The database says so; the data folder keeps a copy (docs/decisions/0012). */

import { type Database, modelsOf } from './database.ts';
import { type NamedKey, ringOf, rootKey } from './derivations.ts';
import { insertedOnce } from './duplicate-key.ts';
import type { DataKeyDocument } from './privacy/data-keys.ts';

/** What this release reads and writes. One more with each migration (migrations/registered.ts). */
export const currentSchema = 12;

/** The one document of its collection. Data without it is of schema 1. */
export interface SchemaDocument {
  _id: string;
  number: number;
  /** Who brings it up to date just now, and until when nobody else does. */
  lease?: { by: string; until: string } | null;
  /** Since when commands are signed, UTC. Absent of data that began with it. */
  signedFrom?: string;
  /** Since when cases pin the root key, UTC. Absent of data that began with it. */
  pinnedFrom?: string;
  /**
   * The name of the key that has made the tokens of words and people; the empty text while they are made anew. Absent: the key of
   * the product's secret has made them.
   */
  searchKey?: string;
  /** How far the step to the next number has come, in that step's own words. */
  mark?: string | null;
}

export const schemaId = 'data';

/** The number of what is in the database; of one without anything, the present one is noted. */
export async function schemaOf(database: Database): Promise<number> {
  const stated = await statedNumber(database);
  if (stated !== null) return stated;
  const isEmpty = await holdsNothing(database);
  // Another process may have begun meanwhile, and noted it before it wrote anything.
  return (await statedNumber(database)) ?? (isEmpty ? noteSchema(database) : 1);
}

/** Notes that a database has the present form from its beginning. */
export async function noteSchema(database: Database): Promise<number> {
  const document: SchemaDocument = { _id: schemaId, number: currentSchema };
  await insertedOnce(() => database.schemas.collection.insertOne(document as never));
  return (await statedNumber(database)) ?? currentSchema;
}

/** Instants before which something may be missing, UTC; the empty text if it never may. */
interface SinceWhen {
  /** Of events of people: a signature. */
  signedFrom: string;
  /** Of cases, by when they were opened: the root key. */
  pinnedFrom: string;
}

/** What has been read once: it never changes while a process runs, since a migration needs all of them ended. */
const noted = new WeakMap<Database, SinceWhen>();

/** The instants before which signatures and root keys may be missing. */
export async function sinceWhen(database: Database): Promise<SinceWhen> {
  const known = noted.get(database);
  if (known !== undefined) return known;
  const { signedFrom = '', pinnedFrom = '' } = (await database.schemas.findById(schemaId).lean<SchemaDocument>()) ?? {};
  const read = { signedFrom, pinnedFrom };
  noted.set(database, read);
  return read;
}

/** For each process that works with the data: refuses what has another form, and names the way. */
export async function demandSchema(database: Database): Promise<void> {
  const refusal = refusalOf(await schemaOf(database), `the database ${database.connection.name}`);
  if (refusal) throw new SchemaError(refusal);
}

/** Refuses data that were encrypted under a master key that this process has not, or has another one by that name. */
export async function demandMasterKeys({ dataKeys, masterKeys, connection }: Database): Promise<void> {
  const { known } = masterKeys;
  const unknown = await dataKeys.findOne({ 'key.by': { $exists: true, $nin: [...known] } }).lean<DataKeyDocument>();
  const others = await Promise.all(known.map((by) => dataKeys.findOne({ 'key.by': by }).lean<DataKeyDocument>()));
  for (const { _id, key } of [unknown, ...others].flatMap((one) => one ?? [])) {
    if (!key) continue;
    const opens = known.includes(key.by) && (await masterKeys.unwrap(key, _id).then(always, never));
    if (opens) continue;
    throw new SchemaError(
      `The data in the database ${connection.name} are encrypted under the master key ${key.by}, and INAYA_MASTER_KEYS does not have it: give that key as well (on one machine: put back master-keys.json of the data folder).`,
    );
  }
}

/**
 * Refuses data whose tokens another key has made than the first of these: nobody would be found by them. Data without any words
 * take the first key as theirs.
 */
export async function demandSearchKey(database: Database, searchKeys: readonly NamedKey[] | undefined): Promise<void> {
  const [{ id: first }] = ringOf(searchKeys);
  const { searchKey: made = rootKey } = (await database.schemas.findById(schemaId).lean<SchemaDocument>()) ?? {};
  if (made === first) return;
  if ((await database.vault.findOne({}, { _id: 1 })) === null) return noteSearchKey(database, first);
  const way = 'end every process and run npm run keys:search (in the image: node dist/migrations/keys-search.js)';
  const { name } = database.connection;
  throw new SchemaError(
    made === ''
      ? `A change of the search key has broken off in the database ${name}: ${way}.`
      : `The search tokens in the database ${name} are made by the key ${made}, and the first of SEARCH_KEYS is ${first}: put ${made} first. To change the key, ${way}.`,
  );
}

/** Notes which key has made all tokens; the empty text as long as they are made anew. */
export async function noteSearchKey({ schemas }: Database, name: string): Promise<void> {
  await schemas.collection.updateOne({ _id: schemaId as never }, { $set: { searchKey: name } });
}

const always = () => true;
const never = () => false;

/** Why this release does not work with data of that number, or null. */
export function refusalOf(found: number, where: string): string | null {
  if (found > currentSchema) {
    return `The data in ${where} is of schema ${found}, and this release knows it up to ${currentSchema}: start the later release that has written it, or use other data.`;
  }
  if (found < currentSchema) {
    return `The data in ${where} is of schema ${found}, and this release needs ${currentSchema}: end every process of the earlier release, save a copy, and run npm run migrate (in the image: node dist/migrations/command.js).`;
  }
  return null;
}

export class SchemaError extends Error {
  override name = 'SchemaError';
}

async function statedNumber(database: Database): Promise<number | null> {
  return (await database.schemas.findById(schemaId).lean<SchemaDocument>())?.number ?? null;
}

async function holdsNothing(database: Database): Promise<boolean> {
  const found = await Promise.all(modelsOf(database).map((model) => model.collection.findOne({})));
  return found.every((document) => document === null);
}
