import { chunkBytes, type FileKey, sealedPiece } from '../../db/cases/attachments.ts';
import { sealedText, type VaultDocument } from '../../db/cases/vault.ts';
import type { Database } from '../../db/database.ts';
import { type DataKey, keyFor, keysForAll, subjectOf } from '../../db/privacy/data-keys.ts';
import { sealBytes } from '../../db/privacy/sealing.ts';
import type { Migration, Progress } from '../migration.ts';

const batch = 200;

/**
 * Encrypts the words of the vault and the attached documents, each under the key of its person or its case. What has been
 * encrypted already is left as it is. Digests, nonces and ids stay as they are.
 */
export const encryptWords: Migration = {
  to: 8,
  does: 'encrypts words and attached documents',
  async run({ database }, progress) {
    await encryptVault(database, progress);
    await encryptFiles(database, progress);
  },
};

type Earlier = Omit<VaultDocument, 'erased'> & { sealed?: string };

async function encryptVault(database: Database, { note }: Progress): Promise<void> {
  const vault = database.vault.collection;
  for (;;) {
    const found = (await vault
      .find({ content: { $exists: true } })
      .limit(batch)
      .toArray()) as unknown as Earlier[];
    if (found.length === 0) return;
    const keys = await keysForAll(database, found.map(subjectOf));
    const writes = found.map(({ digest: _, ...entry }) => {
      const { _id, sealed } = sealedText(keys.get(subjectOf(entry)) as DataKey, entry);
      const update = { $set: { sealed }, $unset: { content: '', nonce: '' } };
      return { updateOne: { filter: { _id: _id as never, content: { $exists: true } }, update } };
    });
    await vault.bulkWrite(writes as never[], { ordered: false });
    await note(`vault ${found.at(-1)?._id}`);
  }
}

/** A file whose key is not noted beside it is not done. Its pieces may be, each of which says so until the file does. */
async function encryptFiles(database: Database, { note }: Progress): Promise<void> {
  const files = database.connection.collection('attachments.files');
  for (;;) {
    const found = await files
      .find({ 'metadata.key': { $exists: false } })
      .limit(batch)
      .toArray();
    if (found.length === 0) return;
    const subjects = await subjectsOfFiles(
      database,
      found.map(({ _id }) => String(_id)),
    );
    for (const { _id, length } of found) {
      const id = String(_id);
      // One that nobody has, and that will be swept, has a key of its own.
      const subject = subjects.get(id) ?? id;
      const key = await keyFor(database, subject);
      const pieces = await encryptPieces(database, key, id);
      const metadata: FileKey = { subject, key: key.id };
      const sealedLength = Number(length) + pieces * sealBytes;
      await files.updateOne({ _id }, { $set: { length: sealedLength, chunkSize: chunkBytes, metadata } });
      await note(`attachments ${id}`);
    }
  }
}

async function encryptPieces({ connection }: Database, key: DataKey, id: string): Promise<number> {
  const chunks = connection.collection('attachments.chunks');
  let pieces = 0;
  for await (const { _id, n, data, sealed } of chunks.find({ files_id: id as never }).sort({ n: 1 })) {
    pieces += 1;
    if (sealed === key.id) continue;
    const clear = (data as { buffer: Uint8Array }).buffer;
    await chunks.updateOne({ _id }, { $set: { data: sealedPiece(key, id, Number(n), clear), sealed: key.id } });
  }
  return pieces;
}

/** The cases that have the documents; of those that no case has taken yet, the notes of their uploads say it. */
async function subjectsOfFiles({ caseEvents, uploads }: Database, ids: string[]): Promise<Map<string, string>> {
  type OfCase = { organisation: string; number: string };
  const notes = await uploads.find({ _id: { $in: ids } }).lean<(OfCase & { _id: string })[]>();
  const taken = await caseEvents
    .find({ 'data.attachment': { $in: ids } } as never)
    .lean<(OfCase & { data: { attachment: string } })[]>();
  return new Map([
    ...notes.map((one) => [one._id, subjectOf(one)] as const),
    ...taken.map((one) => [one.data.attachment, subjectOf(one)] as const),
  ]);
}
