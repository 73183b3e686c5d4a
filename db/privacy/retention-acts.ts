/** What has gone since its time was over. It is written by the workers alone: as it begins to go, and when it has gone. */
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** `_id` is organisation/class/number/since: what is closed once more later on is over once more. */
export interface RetentionActDocument {
  _id: string;
  organisation: string;
  /** Class of the policy. */
  kept: string;
  /** A case, customer or survey; of what has no number of its own, the day. */
  number: string;
  /** From when its time ran. */
  since: string;
  at: string;
  /** What the policy said, and in which version. */
  days: number;
  policyVersion: number;
  /** How many keys or documents were destroyed; null while it is going. */
  destroyed: number | null;
}

type Named = Pick<RetentionActDocument, 'organisation' | 'kept' | 'number' | 'since'>;

export const retentionActId = ({ organisation, kept, number, since }: Named): string =>
  `${organisation}/${kept}/${number}/${since}`;

/** Notes that something begins to go, unless that is noted. */
export async function noteGoing(database: Database, act: Omit<RetentionActDocument, '_id' | 'destroyed'>) {
  const document: RetentionActDocument = { _id: retentionActId(act), ...act, destroyed: null };
  await insertedOnce(() => database.retentionActs.collection.insertOne(document as never));
}

export async function noteGone(database: Database, id: string, destroyed: number): Promise<void> {
  await database.retentionActs.collection.updateOne({ _id: id as never, destroyed: null }, { $set: { destroyed } });
}

/** What an earlier run has begun and not ended. */
export function unfinishedActs(database: Database, organisation: string): Promise<RetentionActDocument[]> {
  return database.retentionActs.find({ organisation, destroyed: null }).lean<RetentionActDocument[]>();
}

/** Those of the ids that have gone. */
export async function goneAmong(database: Database, ids: readonly string[]): Promise<Set<string>> {
  const found = await database.retentionActs
    .find({ _id: { $in: ids }, destroyed: { $ne: null } }, { _id: 1 })
    .lean<{ _id: string }[]>();
  return new Set(found.map(({ _id }) => _id));
}

/** The latest first: at most so many of an organisation, from one on that was read. */
export function retentionActsOf(
  database: Database,
  organisation: string,
  before: { at: string; id: string } | null,
  atMost: number,
): Promise<RetentionActDocument[]> {
  const older = before ? { $or: [{ at: { $lt: before.at } }, { at: before.at, _id: { $lt: before.id } }] } : {};
  return database.retentionActs
    .find({ organisation, ...older })
    .sort({ at: -1, _id: -1 })
    .limit(atMost)
    .lean<RetentionActDocument[]>();
}

/** The day before which looks may have gone since their time was over, in whatever organisation; null if none has. */
export async function looksOverBefore(database: Database): Promise<string | null> {
  const organisations = await database.policies.distinct('organisation');
  const days = await Promise.all(
    organisations.map((organisation) =>
      database.retentionActs.find({ organisation, kept: 'accesses' }, { number: 1 }).lean<{ number: string }[]>(),
    ),
  );
  return days
    .flat()
    .reduce<string | null>((last, { number }) => (last === null || number > last ? number : last), null);
}
