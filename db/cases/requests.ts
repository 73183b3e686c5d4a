import type { CaseProjection } from '../../domain/case/view.ts';
import type { Database } from '../database.ts';
import { findMerged, insertMerged, writeMerged } from '../merged.ts';

/** One request under its idempotency key: pending until its outcome is known. */
export interface RequestDocument {
  _id: string;
  organisation: string;
  number: string;
  bodyDigest: string;
  receivedAt: string;
  /** Of an opening: the projection worked out by the API, served until a worker has written the real one. */
  projection?: CaseProjection;
  /** True once somebody has seen to it that what the case answered is written. */
  lookedAfter?: boolean;
  /** Of a request about no case that is being carried out: by which call, and until when nobody else does it. */
  inFlight?: { by: string; until: string };
  /** Null while the outcome is not known. */
  response: { status: number; body: unknown } | null;
}

/** What stands under the key of a request, or null. */
export async function findRequest(database: Database, id: string): Promise<RequestDocument | null> {
  return findMerged(database.requests, id);
}

/** Notes a request before anything is done for it; returns what stands under its key: this note or an earlier one. */
export async function noteRequest(database: Database, request: RequestDocument): Promise<RequestDocument> {
  if (await insertMerged(database.requests, request)) return request;
  return (await findRequest(database, request._id)) ?? request;
}

/**
 * Gives a request that stands without an answer to one of those who would carry it out. The one who had it before must have
 * had their time. False if somebody else has it.
 */
export async function takeRequest(
  database: Database,
  { _id, inFlight: had }: RequestDocument,
  inFlight: NonNullable<RequestDocument['inFlight']>,
): Promise<boolean> {
  const free = had ? { 'inFlight.by': had.by } : { inFlight: { $exists: false } };
  const filter = { _id: _id as never, response: null, ...free };
  const { modifiedCount } = await database.requests.collection.updateOne(filter as never, { $set: { inFlight } });
  return modifiedCount === 1;
}

/** Forgets a request that was refused, or whose answer is not to be kept: it may be carried out again. */
export async function endRequest(
  database: Database,
  { _id, inFlight }: RequestDocument,
  end: 'forgotten' | 'kept',
): Promise<void> {
  const own = { _id: _id as never, response: null, 'inFlight.by': inFlight?.by } as never;
  if (end === 'forgotten') await database.requests.collection.deleteOne(own);
  else await database.requests.collection.updateOne(own, { $unset: { inFlight: '' } });
}

/** Forgets the note of a request that was none of its key's: another one had come under it. */
export async function forgetRequest(database: Database, { _id, bodyDigest }: RequestDocument): Promise<void> {
  await database.requests.collection.deleteOne({ _id: _id as never, bodyDigest, response: null });
}

/** Keeps the first answer to a request, so that its repetition gets the same. */
export async function keepAnswer(
  database: Database,
  id: string,
  response: NonNullable<RequestDocument['response']>,
  projection?: CaseProjection,
): Promise<void> {
  const kept = projection ? { response, projection } : { response };
  await writeMerged(database.requests, { updateOne: { filter: { _id: id, response: null }, update: { $set: kept } } });
}

/** Requests without an answer that came before an instant, and that nobody has looked after; the oldest first. */
export async function unansweredRequests(
  database: Database,
  before: string,
  atMost: number,
): Promise<RequestDocument[]> {
  return database.requests
    .find({ response: null, receivedAt: { $lt: before }, lookedAfter: { $ne: true } })
    .sort({ receivedAt: 1 })
    .limit(atMost)
    .lean<RequestDocument[]>();
}

/** Notes that a request without an answer has been looked after. */
export async function noteLookedAfter(database: Database, id: string): Promise<void> {
  await database.requests.collection.updateOne({ _id: id as never }, { $set: { lookedAfter: true } });
}

/** The `_id` of the request that opened a case: its number comes from the key, so the number is the key. */
export function openingId(organisation: string, number: string): string {
  return `open/${organisation}/${number}`;
}

/** What an opening worked out, for as long as no worker has projected the case; null if nothing was opened. */
export async function findOpening(
  database: Database,
  organisation: string,
  number: string,
): Promise<CaseProjection | null> {
  const found = await findRequest(database, openingId(organisation, number));
  return found?.projection ?? null;
}
