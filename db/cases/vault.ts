import { randomBytes } from 'node:crypto';
import type { VaultTextRef } from '../../domain/case/command.ts';
import type { CustomerRecord } from '../../domain/customer/record.ts';
import { canonicalJson, digest } from '../../domain/digest.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';
import { findAllMerged, findMerged, insertMerged } from '../merged.ts';
import { type DataKey, KnownKeys, keyFor, keysForAll, sealed, subjectOf } from '../privacy/data-keys.ts';
import type { Place } from '../privacy/sealing.ts';

/** Words as somebody gave them; never changed. The digest covers the nonce, so that short contents cannot be guessed. */
export interface VaultDocument {
  _id: string;
  organisation: string;
  number: string;
  personId: string | null;
  nonce: string;
  digest: string;
  content: Record<string, unknown>;
  /** True once the key of the person, or of the case, has been destroyed: nothing is left of nonce and content but a mark. */
  erased?: true;
  /** Keyed tokens by which the words can be found. */
  tokens: string[];
  /** Of a customer's record: keyed tokens by which the same person is recognised. */
  identities?: string[];
  createdAt: string;
  /** By what the request that brought them is told from another one under its key. Absent of older words, and once erased. */
  bodyDigest?: string;
}

/** Words of another request stand under the id. */
export class OtherWords extends Error {}

/** An entry as it is stored: nonce and content under the key of the person, or of the case. */
export interface SealedTextDocument extends Omit<VaultDocument, 'nonce' | 'content' | 'erased'> {
  sealed: string;
}

type Words = Omit<VaultDocument, 'nonce' | 'digest' | 'erased'>;

/** Where nonce and content of an entry stand. */
const placeOf = (id: string): Place => ['vault', 'sealed', id];

/**
 * Puts words into the vault and returns what a history may know of them. The same id again returns the first entry's
 * reference, so that a repeated request points at the same words.
 * @param isFirst true if they are the first that are kept under this number
 * @throws OtherWords if those that stand there are known to be of another request
 */
export async function storeText(database: Database, words: Words, isFirst = false): Promise<VaultTextRef> {
  const document = sealedBy(await keyFor(database, subjectOf(words), isFirst), words);
  if (await insertMerged(database.vault, document)) {
    return { id: document._id, digest: document.digest };
  }
  const kept = await findMerged(database.vault, words._id);
  if (!kept) throw new Error(`vault entry ${words._id} is gone`);
  const [one, other] = [kept.bodyDigest, words.bodyDigest];
  if (one !== undefined && other !== undefined && one !== other) throw new OtherWords(words._id);
  return { id: kept._id, digest: kept.digest };
}

/** As `storeText`, for many at once; the references in the order of the words. */
export async function keepManyWords(database: Database, many: readonly Words[]): Promise<VaultTextRef[]> {
  if (many.length === 0) return [];
  const keys = await keysForAll(database, many.map(subjectOf));
  const documents = many.map((words) => sealedBy(keys.get(subjectOf(words)) as DataKey, words));
  const insert = () => database.vault.collection.insertMany(documents as never[], { ordered: false });
  if (await insertedOnce(insert)) return documents.map(({ _id, digest }) => ({ id: _id, digest }));
  const ids = documents.map(({ _id }) => _id);
  const kept = new Map((await findAllMerged(database.vault, ids)).map(({ _id, digest }) => [_id, digest]));
  return ids.map((id) => {
    const digest = kept.get(id);
    if (!digest) throw new Error(`vault entry ${id} is gone`);
    return { id, digest };
  });
}

function sealedBy(key: DataKey, { content, ...open }: Words): SealedTextDocument {
  return sealedText(key, { ...open, content, nonce: randomBytes(16).toString('hex') });
}

/** An entry as it is stored, with a nonce that it has already. */
export function sealedText(
  key: DataKey,
  { content, nonce, ...open }: Omit<VaultDocument, 'digest' | 'erased'>,
): SealedTextDocument {
  const digest = textDigest(nonce, content);
  return { ...open, digest, sealed: sealed(key, placeOf(open._id), { nonce, content }) };
}

/**
 * Removes entries whose ids begin so: words that no case knows of, since it has refused them. A case's own words are never
 * removed by this.
 */
export async function forgetWords(database: Database, beginning: string): Promise<void> {
  const escaped = beginning.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  await database.vault.collection.deleteMany({ _id: { $regex: `^${escaped}` } as never });
}

/** Removes the words of a request that was none of its key's. Those of another one under the same id stay. */
export async function forgetWordsOf(database: Database, _id: string, bodyDigest: string): Promise<void> {
  await database.vault.collection.deleteOne({ _id: _id as never, bodyDigest });
}

/** Stands in the place of words and names that have been erased. */
export const erasedMark = '[erased]';

const blankRecord: CustomerRecord = {
  ...{ party: 'person', name: erasedMark, nameLatin: null, classes: [], language: 'ar', nationalNumber: null },
  ...{ contacts: [], preferredChannel: null, priorityGround: null, consents: {}, influencedBy: [], interests: [] },
  ...{ remarks: null, fields: {} },
};

/** What an erased entry says: a customer's record has a name that says so and nothing else, other words are one mark. */
function blankOf({ identities }: Pick<VaultDocument, 'identities'>): Record<string, unknown> {
  return identities ? { ...blankRecord } : { erased: true, text: erasedMark, name: erasedMark };
}

/** The digest of an entry as it stands. Of one that was erased nothing can be compared: it is what was kept of it. */
export function presentDigest({ erased, digest, nonce, content }: VaultDocument): string {
  return erased ? digest : textDigest(nonce, content);
}

/** What a digest covers: the nonce, which never leaves the vault, and the content. */
export function textDigest(nonce: string, content: Record<string, unknown>): string {
  return digest(`${nonce}\n${canonicalJson(content)}`);
}

/** Entries by id, in the order of the ids. One whose key was destroyed says so, and is empty. */
export async function readTexts(database: Database, ids: readonly string[]): Promise<VaultDocument[]> {
  if (ids.length === 0) return [];
  const found = await findAllMerged(database.vault, ids);
  const keys = await KnownKeys.of(database, found.map(subjectOf));
  const byId = new Map(found.map((entry) => [entry._id, opened(keys, entry)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function opened(keys: KnownKeys, { sealed: text, ...open }: SealedTextDocument): VaultDocument {
  const found = keys.open(placeOf(open._id), text);
  if (!found) return { ...open, nonce: '', content: blankOf(open), erased: true };
  return { ...open, ...(found.value as Pick<VaultDocument, 'nonce' | 'content'>) };
}

/** The entries in whose words all tokens occur together, each with the number of its case; at most a thousand. */
export async function entriesByTokens(
  database: Database,
  organisation: string,
  tokens: string[],
): Promise<{ id: string; number: string }[]> {
  const found = await database.vault
    .find({ organisation, tokens: { $all: tokens } }, { number: 1 })
    .limit(1000)
    .lean<Pick<SealedTextDocument, '_id' | 'number'>[]>();
  return found.map(({ _id: id, number }) => ({ id, number }));
}
