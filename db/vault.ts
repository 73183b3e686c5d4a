import { randomBytes } from 'node:crypto';
import type { WordsReference } from '../domain/command.ts';
import { canonicalJson, digest } from '../domain/digest.ts';
import { insertedOnce } from './duplicate-key.ts';
import type { Database, VaultDocument } from './models.ts';

/**
 * Puts words into the vault and returns what a history may know of them. The same id again returns the first entry's
 * reference, so that a repeated request points at the same words.
 */
export async function keepWords(
  database: Database,
  words: Omit<VaultDocument, 'nonce' | 'digest'>,
): Promise<WordsReference> {
  const nonce = randomBytes(16).toString('hex');
  const document = { ...words, nonce, digest: wordsDigest(nonce, words.content) };
  if (await insertedOnce(() => database.vault.collection.insertOne(document as never))) {
    return { id: document._id, digest: document.digest };
  }
  const kept = await database.vault.findById(words._id).lean<VaultDocument>();
  if (!kept) throw new Error(`vault entry ${words._id} is gone`);
  return { id: kept._id, digest: kept.digest };
}

/** What a digest covers: the nonce, which never leaves the vault, and the content. */
export function wordsDigest(nonce: string, content: Record<string, unknown>): string {
  return digest(`${nonce}\n${canonicalJson(content)}`);
}

/** Entries by id, in the order of the ids. */
export async function readWords(database: Database, ids: string[]): Promise<VaultDocument[]> {
  const found = await database.vault.find({ _id: { $in: ids } }).lean<VaultDocument[]>();
  return ids.flatMap((id) => found.find((entry) => entry._id === id) ?? []);
}

/** Numbers of the cases in whose words all tokens occur together; at most a thousand. */
export async function numbersByTokens(database: Database, organisation: string, tokens: string[]): Promise<string[]> {
  const found = await database.vault
    .find({ organisation, tokens: { $all: tokens } }, { number: 1 })
    .limit(1000)
    .lean<Pick<VaultDocument, 'number'>[]>();
  return [...new Set(found.map(({ number }) => number))];
}
