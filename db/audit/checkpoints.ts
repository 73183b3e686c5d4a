/** The log of heads of all chains, which only grows, and the signed checkpoints of it. */
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** Where a chain stood: how long it was, and the digest of its last entry. */
export interface ChainHead {
  /** As `timeline:DF-C-…`, `accesses:<process>`, `policy:<id>`. */
  chain: string;
  /** Null of what belongs to no single organisation. */
  organisation: string | null;
  length: number;
  head: string;
}

/** A place of the log; `_id` is the index, so that no place is written twice. */
export interface LeafDocument extends ChainHead {
  _id: string;
  index: number;
  /** Hash of the leaf in the tree. */
  leaf: string;
}

/** What a checkpoint says, and what its signature covers. `_id` is the day. */
export interface CheckpointDocument {
  _id: string;
  day: string;
  /** UTC. */
  at: string;
  size: number;
  root: string;
  key: string;
  publicKey: string;
  signature: string;
}

const idOf = (index: number): string => String(index).padStart(12, '0');

/** How many leaves are written or read at a time. */
const together = 500;

/** The leaves up to a size, in their order; all of them if none is named. */
export async function* leavesUpTo(database: Database, size?: number): AsyncGenerator<LeafDocument> {
  const filter = size === undefined ? {} : { _id: { $lt: idOf(size) } };
  yield* database.auditLeaves.find(filter).sort({ _id: 1 }).lean<LeafDocument>().cursor();
}

/** The hashes of the first leaves. */
export async function leafHashes(database: Database, size: number): Promise<string[]> {
  const found = await database.auditLeaves
    .find({ _id: { $lt: idOf(size) } }, { leaf: 1 })
    .sort({ _id: 1 })
    .lean<Pick<LeafDocument, 'leaf'>[]>();
  return found.map(({ leaf }) => leaf);
}

/** How many leaves there are: one more than the last index. */
export async function sizeOfLog(database: Database): Promise<number> {
  const last = await database.auditLeaves.findOne({}, { index: 1 }).sort({ _id: -1 }).lean<LeafDocument>();
  return last ? last.index + 1 : 0;
}

/** The last leaf of a chain among the first ones; null if it has none there. */
export async function lastLeafOf(database: Database, chain: string, size: number): Promise<LeafDocument | null> {
  return database.auditLeaves
    .findOne({ chain, index: { $lt: size } })
    .sort({ index: -1 })
    .lean<LeafDocument>();
}

/** Appends leaves behind the last one. @throws if another process has appended meanwhile: then it is begun again */
export async function appendLeaves(
  database: Database,
  size: number,
  leaves: readonly (ChainHead & { leaf: string })[],
): Promise<void> {
  const documents = leaves.map((leaf, at) => ({ _id: idOf(size + at), index: size + at, ...leaf }));
  for (let next = 0; next < documents.length; next += together) {
    await database.auditLeaves.collection.insertMany(documents.slice(next, next + together) as never[]);
  }
}

/** The checkpoint of a day, or null; `latest` is the last one. */
export async function findCheckpoint(database: Database, day: string): Promise<CheckpointDocument | null> {
  return day === 'latest'
    ? database.checkpoints.findOne({}).sort({ _id: -1 }).lean<CheckpointDocument>()
    : database.checkpoints.findById(day).lean<CheckpointDocument>();
}

/** Every checkpoint, the first one first. */
export async function allCheckpoints(database: Database): Promise<CheckpointDocument[]> {
  return database.checkpoints.find({}).sort({ _id: 1 }).lean<CheckpointDocument[]>();
}

/** Keeps the checkpoint of a day; one that is there already stays, and is returned. */
export async function keepCheckpoint(database: Database, document: CheckpointDocument): Promise<CheckpointDocument> {
  await insertedOnce(() => database.checkpoints.collection.insertOne(document as never));
  return (await findCheckpoint(database, document.day)) ?? document;
}
