/** Counters that all processes share and that outlive them. What is counted stands in the name, in the open nothing of a person. */

import type { Database } from './database.ts';
import { insertedOnce } from './duplicate-key.ts';

export interface CounterDocument {
  _id: string;
  count: number;
  /** From then on nobody asks for it. */
  until: string;
}

/**
 * Adds to a counter, and gives what it has come to by this very addition. If many add at once, each gets a number of its
 * own, so that the last one alone is too many.
 */
export async function countUp(
  database: Database,
  { _id, until }: Omit<CounterDocument, 'count'>,
  by = 1,
): Promise<number> {
  if (await insertedOnce(() => database.counters.collection.insertOne({ _id, count: by, until } as never))) return by;
  const after = await database.counters.collection.findOneAndUpdate(
    { _id: _id as never },
    { $inc: { count: by } },
    { returnDocument: 'after' },
  );
  // Swept between the two: it begins anew.
  return after ? Number(after.count) : countUp(database, { _id, until }, by);
}

/** Adds one as long as that is not more than `atMost`; false if it would be. */
export async function countUpTo(
  database: Database,
  { _id, until }: Omit<CounterDocument, 'count'>,
  atMost: number,
): Promise<boolean> {
  if (atMost < 1) return false;
  if (await insertedOnce(() => database.counters.collection.insertOne({ _id, count: 1, until } as never))) return true;
  const { modifiedCount } = await database.counters.collection.updateOne(
    { _id: _id as never, count: { $lt: atMost } },
    { $inc: { count: 1 } },
  );
  return modifiedCount === 1;
}

/** The counter of the day in which an instant lies, UTC. */
export function counterOfDay(name: string, at: string): Omit<CounterDocument, 'count'> {
  const day = at.slice(0, 10);
  return { _id: `${name}/${day}`, until: new Date(Date.parse(`${day}T00:00:00Z`) + 2 * 86_400_000).toISOString() };
}

/** What a counter has come to. */
export async function countOf(database: Database, id: string): Promise<number> {
  return (await database.counters.findById(id).lean<CounterDocument>())?.count ?? 0;
}

/** Removes the counters that nobody asks for any more. Returns how many. */
export async function sweepCounters(database: Database, now: Date): Promise<number> {
  const { deletedCount } = await database.counters.collection.deleteMany({ until: { $lt: now.toISOString() } });
  // An earlier release counted codes here, and swept none of them.
  const earlier = await database.codesSent.collection.deleteMany({});
  return deletedCount + earlier.deletedCount;
}
