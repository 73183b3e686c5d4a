/** Histories of runs that have closed, kept for as long as the cases are: the engine deletes them after its retention. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { ChainHead } from '../audit/checkpoints.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** One run of a case's workflow; `_id` is workflow id/run id. */
export interface ArchivedHistoryDocument {
  _id: string;
  workflowId: string;
  runId: string;
  organisation: string;
  /** The run that this one goes on from; null of a first one. */
  previousRun: string | null;
  closedAt: string;
  /** Absent if an earlier release archived it. */
  archivedAt?: string;
  events: number;
  /** SHA-256 of the history's JSON, hexadecimal. */
  digest: string;
  /** The history as JSON (proto3 mapping), compressed by gzip. */
  history: Uint8Array;
}

/** Up to when every run that had closed is in the archive; one document. */
export interface ArchiveMarkDocument {
  _id: string;
  through: string;
}

/** A kept history is not what was kept. */
export class ChangedHistory extends Error {
  override name = 'ChangedHistory';
}

export type RunToArchive = Omit<ArchivedHistoryDocument, '_id' | 'archivedAt' | 'digest' | 'history'> & {
  json: string;
};

const idOf = (workflowId: string, runId: string): string => `${workflowId}/${runId}`;
const sha256 = (json: string): string => createHash('sha256').update(json).digest('hex');
const markId = 'histories';

export async function isArchived(database: Database, workflowId: string, runId: string): Promise<boolean> {
  return (await database.archivedHistories.countDocuments({ _id: idOf(workflowId, runId) })) > 0;
}

/** Keeps the history of a run that has closed, which never changes any more; kept again it is the same. */
export async function archive(database: Database, { json, ...run }: RunToArchive): Promise<void> {
  const _id = idOf(run.workflowId, run.runId);
  const archivedAt = new Date().toISOString();
  const document = { _id, ...run, archivedAt, digest: sha256(json), history: await promisify(gzip)(json) };
  await insertedOnce(() => database.archivedHistories.collection.insertOne(document as never));
}

/**
 * A run's history as JSON, or that of the last run if none is named; null if the archive has none.
 * @throws ChangedHistory if it is not what was archived
 */
export async function archivedHistory(
  database: Database,
  workflowId: string,
  runId?: string,
): Promise<{ runId: string; json: string } | null> {
  const found = await database.archivedHistories.collection.findOne(
    runId === undefined ? { workflowId } : { _id: idOf(workflowId, runId) as never },
    { sort: { closedAt: -1 } },
  );
  if (!found) return null;
  const { history, digest, runId: run } = found as unknown as ArchivedHistoryDocument & { history: { buffer: Buffer } };
  const json = await promisify(gunzip)(history.buffer).then(String, () => null);
  if (json === null || sha256(json) !== digest)
    throw new ChangedHistory(`the archived history of ${workflowId}, run ${run}, has been changed`);
  return { runId: run, json };
}

/** Up to when the archive is complete; null if it has not been begun. */
export async function archivedThrough(database: Database): Promise<string | null> {
  return (await database.archiveMarks.findById(markId).lean<ArchiveMarkDocument>())?.through ?? null;
}

export async function noteArchivedThrough(database: Database, through: string): Promise<void> {
  await database.archiveMarks.collection.updateOne({ _id: markId as never }, { $set: { through } }, { upsert: true });
}

/** Where the archive stands: a chain of one entry for each run. Since an instant, UTC, or all of it. */
export async function* archivedHeads(database: Database, since: string | null): AsyncGenerator<ChainHead> {
  const recent = since === null ? {} : { archivedAt: { $gte: since } };
  const fields = { organisation: 1, events: 1, digest: 1 };
  for await (const one of database.archivedHistories.find(recent, fields).lean<ArchivedHistoryDocument>().cursor()) {
    yield { chain: `history:${one._id}`, organisation: one.organisation, length: one.events, head: one.digest };
  }
}

/** The digest of what the archive has of a run, worked out anew; null if it has nothing. */
export async function archivedHead(database: Database, id: string): Promise<string | null> {
  const found = await database.archivedHistories.collection.findOne({ _id: id as never });
  if (!found) return null;
  const { history } = found as unknown as { history: { buffer: Buffer } };
  return promisify(gunzip)(history.buffer).then(
    (json) => sha256(String(json)),
    () => 'it cannot be opened',
  );
}
