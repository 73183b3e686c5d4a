/** Notices that wait because nobody has proven the steps that they tell of (S10). */
import type { Database } from '../database.ts';
import { type StepWriting, unprovenUpTo } from './cases.ts';
import { type OutboxDocument, untilReleased } from './notices.ts';

/** How many are read at a time. */
const atATime = 500;

/** A batch that goes on waiting, and why: events that do not prove who did them, or none that is written. */
interface StillHeld {
  key: string;
  number: string;
  unproven: number[] | null;
}

/**
 * Looks again at each batch that waits. If every step up to what it tells of is proven now, a sender may take it. That is so
 * if a key or a certificate was missing. What somebody has forged stays.
 */
export async function releaseHeld(writing: StepWriting): Promise<{ released: string[]; held: StillHeld[] }> {
  const [released, held]: [string[], StillHeld[]] = [[], []];
  for await (const { _id: key, organisation, number, batch } of heldBatches(writing.database)) {
    const { sequence } = batch as { sequence?: number };
    const through = sequence ?? (await lastSequence(writing.database, { organisation, number }));
    const unproven = await unprovenUpTo(writing, { organisation, number, sequence: through });
    if (unproven?.length !== 0) {
      held.push({ key, number, unproven });
      continue;
    }
    const stillHeld = { _id: key as never, dueAt: untilReleased };
    await writing.database.outbox.collection.updateOne(stillHeld, { $set: { dueAt: new Date().toISOString() } });
    released.push(key);
  }
  return { released, held };
}

/** By their keys, so that a batch that is released meanwhile moves no other one. */
async function* heldBatches({ outbox }: Database): AsyncGenerator<OutboxDocument> {
  for (let last = ''; ; ) {
    const filter = { dueAt: untilReleased, _id: { $gt: last } };
    const rows = await outbox.find(filter).sort({ _id: 1 }).limit(atATime).lean<OutboxDocument[]>();
    yield* rows;
    const next = rows.at(-1)?._id;
    if (next === undefined) return;
    last = next;
  }
}

/** Of a batch that an earlier release made, which does not say of which step it tells: all that is written. */
async function lastSequence({ cases }: Database, of: { organisation: string; number: string }): Promise<number> {
  return (await cases.findOne(of, { sequence: 1 }).lean<{ sequence: number }>())?.sequence ?? 1;
}
