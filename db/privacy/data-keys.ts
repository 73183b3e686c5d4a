/**
 * Keys of people and cases: what is stored about them is encrypted, each by its own. Destroyed, it can be read no more.
 * Unwrapped keys are kept no longer than one call needs them, so that a destroyed one is gone in every process at once.
 */
import { randomBytes } from 'node:crypto';
import type { Database } from '../database.ts';
import { findAllMerged, findMerged, insertMerged, writeMerged } from '../merged.ts';
import type { WrappedKey } from './master-keys.ts';
import { keyBytes, openBytesAt, type Place, sealBytesAt } from './sealing.ts';

/** A destroyed key: by its id what it had encrypted is known as erased, and not as lost. */
export interface ErasedKey {
  id: string;
  at: string;
  /** The act that destroyed it. */
  act: string;
}

/** The key of a person or a case; `_id` is the subject: organisation/number of the customer, or else of the case. */
export interface DataKeyDocument {
  _id: string;
  /** Null once it has been destroyed and nothing has been written since. */
  key: ({ id: string } & WrappedKey) | null;
  erased?: ErasedKey[];
}

/** A data key, unwrapped. */
export interface DataKey {
  id: string;
  bytes: Buffer;
}

/** Whom something is about: a customer if it names one, or else the case. */
export function subjectOf(of: { organisation: string; number: string; personId?: string | null }): string {
  return `${of.organisation}/${of.personId ?? of.number}`;
}

/**
 * The key by which a subject's data are encrypted from now on; made if there is none.
 * @param isNew true if nothing is known of the subject yet: then it is made without being looked for
 */
export async function keyFor(database: Database, subject: string, isNew = false): Promise<DataKey> {
  const there = isNew ? null : await findMerged(database.dataKeys, subject);
  if (there?.key) return unwrapped(database, subject, there.key);
  const made = { id: randomBytes(9).toString('base64url'), bytes: randomBytes(keyBytes) };
  const key = { id: made.id, ...(await database.masterKeys.wrap(made.bytes, subject)) };
  if (there) await takeEmptyPlace(database, subject, key);
  else if (await insertMerged(database.dataKeys, { _id: subject, key })) return made;
  // Another one may have been faster: that one's counts.
  return keyFor(database, subject);
}

/** As `keyFor`, for many at once. */
export async function keysForAll(database: Database, subjects: readonly string[]): Promise<Map<string, DataKey>> {
  const all = [...new Set(subjects)];
  const there = new Map((await findAllMerged(database.dataKeys, all)).map(({ _id, key }) => [_id, key]));
  const keys = all.map(async (one) => {
    const key = there.get(one);
    return [one, key ? await unwrapped(database, one, key) : await keyFor(database, one, !there.has(one))] as const;
  });
  return new Map(await Promise.all(keys));
}

function takeEmptyPlace(database: Database, subject: string, key: DataKeyDocument['key']): Promise<void> {
  return writeMerged(database.dataKeys, {
    updateOne: { filter: { _id: subject, key: null }, update: { $set: { key } } },
  });
}

async function unwrapped(database: Database, subject: string, key: { id: string } & WrappedKey): Promise<DataKey> {
  return { id: key.id, bytes: await database.masterKeys.unwrap(key, subject) };
}

/** The value under a key at a place, as one text that says by which key. */
export function sealed({ id, bytes }: DataKey, place: Place, value: unknown): string {
  return `${id}:${sealBytesAt(bytes, place, Buffer.from(JSON.stringify(value))).toString('base64')}`;
}

/** Keys of subjects as they stand, for what they have encrypted. */
export class KnownKeys {
  private readonly keys: Map<string, DataKey>;
  private readonly erased: Set<string>;

  private constructor(keys: Map<string, DataKey>, erased: Set<string>) {
    this.keys = keys;
    this.erased = erased;
  }

  static async of(database: Database, subjects: readonly string[]): Promise<KnownKeys> {
    const found = await findAllMerged(database.dataKeys, subjects);
    const keys = found.map(async ({ _id, key }) => (key ? [await unwrapped(database, _id, key)] : []));
    const byId = new Map((await Promise.all(keys)).flat().map((key) => [key.id, key]));
    return new KnownKeys(byId, new Set(found.flatMap(({ erased = [] }) => erased.map(({ id }) => id))));
  }

  /**
   * What stands there in clear; null if its key was destroyed.
   * @throws Error if nobody knows of its key, or it was not written for this place
   */
  open(place: Place, text: string): { value: unknown } | null {
    const id = text.slice(0, text.indexOf(':'));
    const bytes = Buffer.from(text.slice(id.length + 1), 'base64');
    const clear = this.openBytes(place, id, bytes);
    return clear && { value: JSON.parse(clear.toString()) as unknown };
  }

  /** The same of bytes, whose key is named elsewhere. */
  openBytes(place: Place, id: string, bytes: Uint8Array): Buffer | null {
    const key = this.keys.get(id);
    if (key) return openBytesAt(key.bytes, place, bytes);
    if (this.erased.has(id)) return null;
    throw new Error(`the data key ${id} is gone: ${place.join(' ')} cannot be read`);
  }
}
