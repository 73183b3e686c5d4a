/** Notices: those that wait in the outbox to be sent, and those that have been sent. */
import { randomUUID } from 'node:crypto';
import type { ToldByNotice } from '../../domain/case/case.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';
import { findAllMerged, insertMerged } from '../merged.ts';

/**
 * A batch of notices that is to be sent; `_id` is its key. It is written with the projection of the step that asks for it.
 * One sender at a time takes it, and it is forgotten once it is sent. It holds ids, codes and instants, never texts or
 * addresses.
 */
export interface OutboxDocument {
  _id: string;
  organisation: string;
  number: string;
  /** Who is told what, as the case wrote it (`NoticeBatch`). */
  batch: object;
  /** The instant from which a sender may take it, UTC: in the future while one has it, or waits before it tries again. */
  dueAt: string;
  /** Which taking it was last given to. Absent if nobody has taken it yet. */
  takenBy?: string;
  /** How many attempts have failed. */
  attempts: number;
  /** What failed for good, if the case is still to be told of it (`FailedNotices`). */
  failed: object | null;
}

/** Until when messages wait that follow from what nobody has proven: see `held-notices.ts`. */
export const untilReleased = '9999-12-31T00:00:00Z';

/** Puts batches in; what is there already stays as it is. Returns those that were not there. */
export async function putInOutbox(
  database: Database,
  rows: readonly OutboxDocument[],
): Promise<readonly OutboxDocument[]> {
  const isNew = await Promise.all(rows.map((row) => insertMerged(database.outbox, row)));
  return rows.filter((_, index) => isNew[index]);
}

/**
 * Takes batches that are due at `now`, at most so many, those first that have been due for longest. Until `until` nobody else
 * gets them. Of two that take at the same time each batch goes to one.
 */
export async function takeDue(
  database: Database,
  { now, until, atMost }: { now: string; until: string; atMost: number },
): Promise<OutboxDocument[]> {
  const isDue = { dueAt: { $lte: now } };
  const due = await database.outbox.find(isDue, { _id: 1 }).sort({ dueAt: 1 }).limit(atMost).lean<{ _id: string }[]>();
  if (due.length === 0) return [];
  const _id = { $in: due.map((row) => row._id) };
  const takenBy = randomUUID();
  await database.outbox.collection.updateMany({ _id: _id as never, ...isDue }, { $set: { dueAt: until, takenBy } });
  return database.outbox.find({ _id, takenBy }).sort({ _id: 1 }).lean<OutboxDocument[]>();
}

/** Notes how far a batch has come, and from when on it may be taken again. */
export async function putBack(
  database: Database,
  { _id, ...come }: Pick<OutboxDocument, '_id' | 'dueAt' | 'attempts' | 'failed'>,
): Promise<void> {
  await database.outbox.collection.updateOne({ _id: _id as never }, { $set: come });
}

/** Lets others take batches at once that this process has taken and not begun with. */
export async function giveUpTaken(database: Database, ids: readonly string[], now: string): Promise<void> {
  if (ids.length > 0)
    await database.outbox.collection.updateMany({ _id: { $in: ids as never[] } }, { $set: { dueAt: now } });
}

/** Forgets batches of which nothing is left to do. */
export async function forgetSent(database: Database, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await database.outbox.collection.deleteMany({ _id: { $in: ids as never[] } });
}

/** A notice that has been delivered; `_id` is its key, recipient and channel. */
export interface NoticeDocument {
  _id: string;
  organisation: string;
  number: string;
  template: string;
  to: string;
  channel: string;
  sentAt: string;
  /** Which instant and amount it told, if any. Absent too if an earlier release sent it. */
  told?: ToldByNotice;
  /** Of a letter to print: the vault's entry with what it says. It tells nothing before its receipt, which staff give. */
  words?: string;
  /** What the gateway said afterwards, if it says anything; of a letter who of the staff delivered it. */
  receipt?: { status: 'delivered' | 'failed'; reason: string | null; at: string; by?: string };
}

/** Which of these notices have been delivered. */
export async function deliveredAmong(database: Database, ids: string[]): Promise<Set<string>> {
  const found = await findAllMerged(database.notices, ids);
  return new Set(found.map((notice) => notice._id));
}

/** Notes a delivery; noting it twice changes nothing. */
export async function noteDelivered(database: Database, notice: NoticeDocument): Promise<void> {
  await insertMerged(database.notices, notice);
}

/** A notice by the key under which it was delivered, or null. */
export async function findNotice(database: Database, key: string): Promise<NoticeDocument | null> {
  return database.notices.findById(key).lean<NoticeDocument>();
}

/** Notes what a gateway says of a notice that it took; the first word stays. */
export async function noteReceipt(
  database: Database,
  key: string,
  receipt: NonNullable<NoticeDocument['receipt']>,
): Promise<void> {
  await database.notices.collection.updateOne(
    { _id: key as never, receipt: { $exists: false } },
    { $set: { receipt } },
  );
}

/** As many letters as are read at a time. */
const atATime = 250;

/** Letters to print that nobody has delivered yet, oldest first, some at a time. */
export async function* lettersWaiting(database: Database, organisation: string): AsyncGenerator<NoticeDocument[]> {
  const waiting = { organisation, channel: 'letter', receipt: { $exists: false } };
  let some: NoticeDocument[] = [];
  for await (const one of database.notices.find(waiting).sort({ sentAt: 1 }).lean<NoticeDocument>().cursor()) {
    some.push(one);
    if (some.length < atATime) continue;
    yield some;
    some = [];
  }
  yield some;
}

/** What has been delivered about one case, oldest first. */
export async function noticesOfCase(
  database: Database,
  organisation: string,
  number: string,
): Promise<NoticeDocument[]> {
  return database.notices.find({ organisation, number }).sort({ sentAt: 1 }).lean<NoticeDocument[]>();
}

/**
 * Notes letters that failed for good after their case had ended: it can be told nothing any more. They stand among its
 * notices as failed ones.
 */
export async function noteUndelivered(
  database: Database,
  letters: readonly (Omit<NoticeDocument, 'sentAt' | 'receipt'> & { reason: string })[],
  at: string,
): Promise<void> {
  const documents = letters.map(({ reason, ...letter }) => ({
    ...letter,
    sentAt: at,
    receipt: { status: 'failed', reason, at },
  }));
  await insertedOnce(() => database.notices.collection.insertMany(documents as never[], { ordered: false }));
}
