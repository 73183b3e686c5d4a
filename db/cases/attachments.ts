/** The bytes of attached documents, in GridFS under the id of the attachment; and which uploads no case has taken yet. */
import type { Readable } from 'node:stream';
import mongoose from 'mongoose';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** An upload whose bytes are in GridFS, or partly, and that no case is known to have taken; `_id` is the attachment's. */
export interface UploadDocument {
  _id: string;
  organisation: string;
  number: string;
  startedAt: string;
}

const bucketName = 'attachments';

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
  const stream = bucketOf(database).openUploadStreamWithId(upload._id as never, upload._id);
  let failure: Error | undefined;
  stream.on('error', (error) => {
    failure = error;
  });
  const settled = (act: (done: (error?: Error | null) => void) => void) =>
    new Promise<void>((resolve, reject) => {
      if (failure) reject(failure);
      else act((error) => (error ? reject(error) : resolve()));
    });
  return {
    write: (piece) => settled((done) => stream.write(piece, done)),
    end: () =>
      settled((done) => {
        stream.once('error', done);
        stream.end(() => done());
      }),
  };
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

/** How many bytes are kept of an attachment; null if there is none. */
export async function bytesOf(database: Database, id: string): Promise<number | null> {
  const [file] = await bucketOf(database)
    .find({ _id: id as never })
    .toArray();
  return file ? file.length : null;
}

/** The bytes of an attachment. The stream fails if there are none, also while nobody is reading it. */
export function readAttachment(database: Database, id: string): Readable {
  const stream = bucketOf(database).openDownloadStream(id as never);
  stream.on('error', () => undefined);
  return stream;
}
