import { randomBytes } from 'node:crypto';
import type { VaultTextRef } from '../../domain/case/command.ts';
import { canonicalJson, digest } from '../../domain/digest.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';
import { findAllMerged, findMerged, insertMerged } from '../merged.ts';

/** Words as somebody gave them; never changed. The digest covers the nonce, so that short contents cannot be guessed. */
export interface VaultDocument {
  _id: string;
  organisation: string;
  number: string;
  personId: string | null;
  nonce: string;
  digest: string;
  content: Record<string, unknown>;
  /** Keyed tokens by which the words can be found. */
  tokens: string[];
  /** Of a customer's record: keyed tokens by which the same person is recognised. */
  identities?: string[];
  createdAt: string;
}

/**
 * Puts words into the vault and returns what a history may know of them. The same id again returns the first entry's
 * reference, so that a repeated request points at the same words.
 */
export async function storeText(
  database: Database,
  words: Omit<VaultDocument, 'nonce' | 'digest'>,
): Promise<VaultTextRef> {
  const nonce = randomBytes(16).toString('hex');
  const document = { ...words, nonce, digest: textDigest(nonce, words.content) };
  if (await insertMerged(database.vault, document)) {
    return { id: document._id, digest: document.digest };
  }
  const kept = await findMerged(database.vault, words._id);
  if (!kept) throw new Error(`vault entry ${words._id} is gone`);
  return { id: kept._id, digest: kept.digest };
}

/** As `storeText`, for many at once; the references in the order of the words. */
export async function keepManyWords(
  database: Database,
  many: readonly Omit<VaultDocument, 'nonce' | 'digest'>[],
): Promise<VaultTextRef[]> {
  if (many.length === 0) return [];
  const documents = many.map((words) => {
    const nonce = randomBytes(16).toString('hex');
    return { ...words, nonce, digest: textDigest(nonce, words.content) };
  });
  const insert = () => database.vault.collection.insertMany(documents as never[], { ordered: false });
  if (await insertedOnce(insert)) return documents.map(({ _id, digest }) => ({ id: _id, digest }));
  const ids = documents.map(({ _id }) => _id);
  const kept = new Map((await readTexts(database, ids)).map(({ _id, digest }) => [_id, digest]));
  return ids.map((id) => {
    const digest = kept.get(id);
    if (!digest) throw new Error(`vault entry ${id} is gone`);
    return { id, digest };
  });
}

/**
 * Removes entries whose ids begin so: words that no case knows of, since it has refused them. A case's own words are never
 * removed by this.
 */
export async function forgetWords(database: Database, beginning: string): Promise<void> {
  const escaped = beginning.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  await database.vault.collection.deleteMany({ _id: { $regex: `^${escaped}` } as never });
}

/** What a digest covers: the nonce, which never leaves the vault, and the content. */
export function textDigest(nonce: string, content: Record<string, unknown>): string {
  return digest(`${nonce}\n${canonicalJson(content)}`);
}

/** Entries by id, in the order of the ids. */
export async function readTexts(database: Database, ids: string[]): Promise<VaultDocument[]> {
  if (ids.length === 0) return [];
  const found = await findAllMerged(database.vault, ids);
  const byId = new Map(found.map((entry) => [entry._id, entry]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Numbers of the cases in whose words all tokens occur together; at most a thousand. */
export async function numbersByTokens(database: Database, organisation: string, tokens: string[]): Promise<string[]> {
  const found = await database.vault
    .find({ organisation, tokens: { $all: tokens } }, { number: 1 })
    .limit(1000)
    .lean<Pick<VaultDocument, 'number'>[]>();
  return [...new Set(found.map(({ number }) => number))];
}
