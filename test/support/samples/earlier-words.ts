import { randomBytes } from 'node:crypto';
import { textDigest, type VaultDocument } from '../../../db/cases/vault.ts';
import type { Database } from '../../../db/database.ts';

/** Words as releases up to schema 7 kept them, in clear. */
export type EarlierWords = Omit<VaultDocument, 'erased'>;

/** Puts words into the vault as releases up to schema 7 did. */
export async function storeEarlierWords(
  database: Database,
  words: Omit<EarlierWords, 'nonce' | 'digest'>,
): Promise<{ id: string; digest: string }> {
  const nonce = randomBytes(16).toString('hex');
  const digest = textDigest(nonce, words.content);
  await database.vault.collection.insertOne({ ...words, nonce, digest } as never);
  return { id: words._id, digest };
}
