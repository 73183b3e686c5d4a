import type { ToldByNotice } from '../../domain/case/case.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

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
  /** What the gateway said afterwards, if it says anything. */
  receipt?: { status: 'delivered' | 'failed'; reason: string | null; at: string };
}

/** Which of these notices have been delivered. */
export async function deliveredAmong(database: Database, ids: string[]): Promise<Set<string>> {
  const found = await database.notices.find({ _id: { $in: ids } }).lean<NoticeDocument[]>();
  return new Set(found.map((notice) => notice._id));
}

/** Notes a delivery; noting it twice changes nothing. */
export async function noteDelivered(database: Database, notice: NoticeDocument): Promise<void> {
  await insertedOnce(() => database.notices.collection.insertOne(notice as never));
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

/** What has been delivered about one case, oldest first. */
export async function noticesOfCase(
  database: Database,
  organisation: string,
  number: string,
): Promise<NoticeDocument[]> {
  return database.notices.find({ organisation, number }).sort({ sentAt: 1 }).lean<NoticeDocument[]>();
}
