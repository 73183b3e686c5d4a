/**
 * The bytes of attached documents, in GridFS under the id of the attachment, and which uploads no case has taken yet.
 * Each piece of a document is encrypted under the key of its case.
 */
import { Readable } from 'node:stream';
import mongoose from 'mongoose';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';
import { type DataKey, KnownKeys, keyFor, subjectOf } from '../privacy/data-keys.ts';
import { type Place, sealBytes, sealBytesAt } from '../privacy/sealing.ts';

/** An upload whose bytes are in GridFS, or partly, and that no case is known to have taken; `_id` is the attachment's. */
export interface UploadDocument {
  _id: string;
  organisation: string;
  number: string;
  startedAt: string;
}

const bucketName = 'attachments';
/** As many bytes of a file as are encrypted at a time: those of one chunk. */
const pieceBytes = 255 * 1024;
export const chunkBytes = pieceBytes + sealBytes;

/** By whose key a file was encrypted, beside its chunks. */
export interface FileKey {
  subject: string;
  key: string;
  /** The act that removed the bytes, if their time was over. */
  erased?: { act: string; at: string };
}

const placeOf = (id: string, index: number): Place => ['attachments.chunks', 'data', id, index];

/** One piece of a file as it is stored. */
export function sealedPiece({ bytes }: DataKey, id: string, index: number, clear: Uint8Array): Buffer {
  return sealBytesAt(bytes, placeOf(id, index), clear);
}

function bucketOf({ connection }: Database) {
  if (!connection.db) throw new Error('the connection to MongoDB is not open');
  return new mongoose.mongo.GridFSBucket(connection.db, { bucketName });
}

/** Takes the bytes of one file in order, one piece at a time, so that nothing is under way when a piece is refused. */
export interface FileWriter {
  write(piece: Uint8Array): Promise<void>;
  end(): Promise<void>;
}

/** Begins an upload. It is noted first, so that the sweep finds whatever it leaves if this process dies meanwhile. */
export async function beginUpload(database: Database, upload: UploadDocument): Promise<FileWriter> {
  await insertedOnce(() => database.uploads.collection.insertOne(upload as never));
  const subject = subjectOf(upload);
  const key = await keyFor(database, subject);
  const metadata: FileKey = { subject, key: key.id };
  const options = { chunkSizeBytes: chunkBytes, metadata };
  const stream = bucketOf(database).openUploadStreamWithId(upload._id as never, upload._id, options);
  const pieces = new Pieces();
  let index = 0;
  let failure: Error | undefined;
  stream.on('error', (error) => {
    failure = error;
  });
  const settled = (act: (done: (error?: Error | null) => void) => void) =>
    new Promise<void>((resolve, reject) => {
      if (failure) reject(failure);
      else act((error) => (error ? reject(error) : resolve()));
    });
  const write = async (clear: Uint8Array) => {
    const piece = sealedPiece(key, upload._id, index, clear);
    index += 1;
    await settled((done) => stream.write(piece, done));
  };
  return {
    async write(bytes) {
      for (const piece of pieces.of(bytes, pieceBytes)) await write(piece);
    },
    async end() {
      if (pieces.rest.length > 0) await write(pieces.rest);
      await settled((done) => {
        stream.once('error', done);
        stream.end(() => done());
      });
    },
  };
}

/** Cuts a stream of bytes into pieces of one size; what is left over is the last one. */
class Pieces {
  rest: Buffer = Buffer.alloc(0);

  *of(bytes: Uint8Array, size: number): Generator<Buffer> {
    this.rest = Buffer.concat([this.rest, bytes]);
    for (; this.rest.length >= size; this.rest = this.rest.subarray(size)) yield this.rest.subarray(0, size);
  }
}

/** Removes an upload that no case has: its bytes, however many of them came, and its note. Safe to repeat. */
export async function discardUpload(database: Database, id: string): Promise<void> {
  const { connection } = database;
  await connection.collection(`${bucketName}.chunks`).deleteMany({ files_id: id as never });
  await connection.collection(`${bucketName}.files`).deleteOne({ _id: id as never });
  await uploadTaken(database, id);
}

/** A case has taken the upload: from now on it is the case's, and no sweep looks at it. */
export async function uploadTaken(database: Database, id: string): Promise<void> {
  await database.uploads.collection.deleteOne({ _id: id as never });
}

/** Uploads that began before that instant and that no case is known to have taken; at most a thousand. */
export async function uploadsBefore(database: Database, before: string): Promise<UploadDocument[]> {
  return database.uploads
    .find({ startedAt: { $lt: before } })
    .limit(1000)
    .lean<UploadDocument[]>();
}

/** How many bytes an attachment has; null if there is none. */
export async function bytesOf(database: Database, id: string): Promise<number | null> {
  const file = await fileOf(database, id);
  return file ? file.length - Math.ceil(file.length / chunkBytes) * sealBytes : null;
}

async function fileOf(database: Database, id: string) {
  const [file] = await bucketOf(database)
    .find({ _id: id as never })
    .toArray();
  return file;
}

/** Those of some documents whose bytes are there. */
export async function filesAmong(database: Database, ids: readonly string[]): Promise<string[]> {
  const found = await bucketOf(database)
    .find({ _id: { $in: ids as never[] }, 'metadata.erased': { $exists: false } })
    .toArray();
  return found.map(({ _id }) => String(_id));
}

/** True if the bytes of a document were removed. */
export async function isErasedFile(database: Database, id: string): Promise<boolean> {
  return (await fileOf(database, id))?.metadata?.erased !== undefined;
}

/** Removes the bytes of documents. What stands in the case of them stays. Safe to repeat; returns how many there are. */
export async function eraseFiles(
  database: Database,
  ids: readonly string[],
  erased: { act: string; at: string },
): Promise<number> {
  const { connection } = database;
  for (const id of ids) {
    // First the mark: from then on nobody begins to read what is going.
    const set = { $set: { 'metadata.erased': erased } };
    await connection.collection(`${bucketName}.files`).updateOne({ _id: id as never }, set);
    await connection.collection(`${bucketName}.chunks`).deleteMany({ files_id: id as never });
  }
  return ids.length;
}

/** A document is no more: its key was destroyed, or its time was over. */
export class ErasedFile extends Error {
  override name = 'ErasedFile';
}

/** The bytes of an attachment. The stream fails if there are none, or if their key was destroyed. */
export function readAttachment(database: Database, id: string): Readable {
  const stream = Readable.from(openedPieces(database, id), { objectMode: false });
  stream.on('error', () => undefined);
  return stream;
}

async function* openedPieces(database: Database, id: string): AsyncGenerator<Buffer> {
  const { subject, key, erased } = ((await fileOf(database, id))?.metadata ?? {}) as Partial<FileKey>;
  if (erased) throw new ErasedFile(`attachment ${id} has been erased`);
  const keys = await KnownKeys.of(database, subject === undefined ? [] : [subject]);
  const pieces = new Pieces();
  let index = 0;
  const opened = (piece: Buffer) => {
    index += 1;
    const clear = keys.openBytes(placeOf(id, index - 1), key ?? '', piece);
    if (!clear) throw new ErasedFile(`attachment ${id} has been erased`);
    return clear;
  };
  for await (const bytes of bucketOf(database).openDownloadStream(id as never)) {
    for (const piece of pieces.of(bytes as Buffer, chunkBytes)) yield opened(piece);
  }
  if (pieces.rest.length > 0) yield opened(pieces.rest);
}
