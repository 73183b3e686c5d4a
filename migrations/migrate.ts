import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../db/database.ts';
import { insertedOnce } from '../db/duplicate-key.ts';
import { currentSchema, refusalOf, type SchemaDocument, SchemaError, schemaId, schemaOf } from '../db/schema-number.ts';
import type { Migration, MigrationContext } from './migration.ts';
import { registered } from './registered.ts';

/** How long a process that says nothing is believed to be at work. */
const leaseMs = 60_000;

export interface Migrating {
  steps?: readonly Migration[];
  /** Called before each step. */
  say?: (does: string, to: number) => void;
}

/**
 * Brings the data to the present schema, one step after the other, and says from which number it came. A second process
 * waits while the first is at it. What broke off is gone on with. Data of a later release is refused and left alone.
 */
export async function migrate(
  context: MigrationContext,
  { steps = registered, say = () => {} }: Migrating = {},
): Promise<number> {
  const { database } = context;
  const from = await schemaOf(database);
  const wanted = steps.at(-1)?.to ?? currentSchema;
  const refusal = from > wanted ? refusalOf(from, `the database ${database.connection.name}`) : null;
  if (refusal) throw new SchemaError(refusal);
  if (from === wanted) return from;
  const by = randomUUID();
  await takeLease(database, from, by);
  try {
    for (let at = await schemaOf(database); at < wanted; at += 1) {
      const next = steps.find(({ to }) => to === at + 1);
      if (!next) throw new SchemaError(`There is no way from schema ${at} to ${at + 1} in this release.`);
      say(next.does, next.to);
      await runStep(context, next, by);
    }
  } finally {
    await database.schemas.collection.updateOne({ _id: schemaId as never, 'lease.by': by }, { $set: { lease: null } });
  }
  return from;
}

async function runStep(context: MigrationContext, step: Migration, by: string): Promise<void> {
  const { schemas } = context.database;
  const mine = { _id: schemaId as never, 'lease.by': by };
  const document = await schemas.findById(schemaId).lean<SchemaDocument>();
  await step.run(context, {
    mark: document?.mark ?? null,
    async note(mark) {
      const { matchedCount } = await schemas.collection.updateOne(mine, { $set: { mark, lease: leaseOf(by) } });
      if (matchedCount === 0) throw new SchemaError('Another process has taken this migration over.');
    },
  });
  const done = { number: step.to, mark: null, lease: leaseOf(by) };
  const { matchedCount } = await schemas.collection.updateOne(mine, { $set: done });
  if (matchedCount === 0) throw new SchemaError('Another process has taken this migration over.');
}

/** Waits until nobody else is at it, or the one who was has been silent for the length of a lease. */
async function takeLease({ schemas }: Database, from: number, by: string): Promise<void> {
  // Data of schema 1 has no document yet.
  const first: SchemaDocument = { _id: schemaId, number: from, lease: null, mark: null };
  await insertedOnce(() => schemas.collection.insertOne(first as never));
  for (;;) {
    const now = new Date().toISOString();
    const free = { $or: [{ lease: null }, { 'lease.until': { $lt: now } }] };
    const { matchedCount } = await schemas.collection.updateOne(
      { _id: schemaId as never, ...free },
      { $set: { lease: leaseOf(by) } },
    );
    if (matchedCount === 1) return;
    await wait(500);
  }
}

function leaseOf(by: string) {
  return { by, until: new Date(Date.now() + leaseMs).toISOString() };
}
