import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { connectMongoDB } from '../../db/connect.ts';
import { type Database, databaseOn } from '../../db/database.ts';
import { currentSchema, demandSchema, noteSchema, type SchemaDocument, schemaId } from '../../db/schema-number.ts';
import { migrate } from '../../migrations/migrate.ts';
import type { Migration } from '../../migrations/migration.ts';
import { registered } from '../../migrations/registered.ts';
import { noteChanges } from '../../migrations/steps/0004-note-changes.ts';

let database: Database;
const opened: Database[] = [];

beforeEach(async () => {
  const uri = (process.env.MONGODB_URI ?? '').replace(/\/[^/]*$/, `/migrate-${randomUUID()}`);
  database = databaseOn(await connectMongoDB(uri));
  opened.push(database);
});
afterAll(async () => {
  for (const { connection } of opened) {
    await connection.dropDatabase();
    await connection.close();
  }
});

const context = () => ({ database, secret: 'of the tests', dataDir: undefined });
const stated = () => database.schemas.findById(schemaId).lean<SchemaDocument>();
/** A release before any number was noted, with somebody in its directory. */
const earlier = () => database.staff.collection.insertOne({ _id: 'somebody' } as never);

/** Steps to 2 and 3 that note what they do. */
function steps(did: string[], run: Partial<Record<2 | 3, Migration['run']>> = {}): Migration[] {
  const one = (to: 2 | 3): Migration => ({
    ...{ to, does: `goes to ${to}` },
    run: async (around, progress) => {
      did.push(`${to} from ${progress.mark}`);
      await run[to]?.(around, progress);
    },
  });
  return [one(2), one(3)];
}

test('the registered migrations lead from schema 1 to that of this release, one by one', () => {
  expect(registered.map(({ to }) => to)).toEqual(Array.from({ length: currentSchema - 1 }, (_, index) => index + 2));
});

test('an empty database has the present schema from the beginning', async () => {
  await demandSchema(database);
  expect(await stated()).toMatchObject({ number: currentSchema });
  expect(await migrate(context())).toBe(currentSchema);
});

test('data without a number is of schema 1: each step is done once, in order', async () => {
  await earlier();
  const did: string[] = [];
  expect(await migrate(context(), { steps: steps(did) })).toBe(1);
  expect(await migrate(context(), { steps: steps(did) })).toBe(3);
  expect(did).toEqual(['2 from null', '3 from null']);
  expect(await stated()).toMatchObject({ number: 3, lease: null, mark: null });
});

test('a migration that breaks off goes on with the step it was in, from what that had noted', async () => {
  await earlier();
  const did: string[] = [];
  const fails: Migration['run'] = async (_, { note }) => {
    await note('half');
    throw new Error('the power has failed');
  };
  await expect(migrate(context(), { steps: steps(did, { 3: fails }) })).rejects.toThrow('the power has failed');
  expect(await stated()).toMatchObject({ number: 2, mark: 'half' });
  await migrate(context(), { steps: steps(did) });
  expect(did).toEqual(['2 from null', '3 from null', '3 from half']);
});

test('a process that was killed in the middle is believed to be at work until its lease has ended', async () => {
  await earlier();
  const until = new Date(Date.now() + 1500).toISOString();
  const killed: SchemaDocument = { _id: schemaId, number: 2, lease: { by: 'killed', until }, mark: 'half' };
  await database.schemas.collection.insertOne(killed as never);
  const did: string[] = [];
  await migrate(context(), { steps: steps(did) });
  expect(new Date().toISOString() > until).toBe(true);
  expect(did).toEqual(['3 from half']);
});

test('of two processes that come at once one migrates, and the other finds it done', async () => {
  await earlier();
  const did: string[] = [];
  await Promise.all([migrate(context(), { steps: steps(did) }), migrate(context(), { steps: steps(did) })]);
  expect(did).toEqual(['2 from null', '3 from null']);
});

test('data of a later release is refused and left alone; an API or a worker says which way there is', async () => {
  await noteSchema(database);
  await database.schemas.collection.updateOne({ _id: schemaId as never }, { $set: { number: 1000 } });
  await expect(migrate(context())).rejects.toThrow(/is of schema 1000, .* start the later release/);
  await expect(demandSchema(database)).rejects.toThrow(/is of schema 1000/);
  expect(await stated()).toMatchObject({ number: 1000 });
  await database.schemas.collection.updateOne({ _id: schemaId as never }, { $set: { number: currentSchema - 1 } });
  await expect(demandSchema(database)).rejects.toThrow(/save a copy, and run npm run migrate/);
});

test('5.5: each case and customer of an earlier release counts as changed at the migration, and no other', async () => {
  const since = new Date().toISOString();
  const old = '2026-01-01T00:00:00.000Z';
  const ids = (from: number, count: number) => Array.from({ length: count }, (_, n) => `an-organisation/${from + n}`);
  for (const { collection } of [database.cases, database.customers]) {
    await collection.insertMany(ids(0, 501).map((_id) => ({ _id })) as never[]);
    await collection.insertMany(ids(501, 3).map((_id) => ({ _id, changedAt: old })) as never[]);
  }
  await noteChanges.run(context(), { mark: null, note: async () => {} });
  for (const { collection } of [database.cases, database.customers]) {
    expect(await collection.countDocuments({ changedAt: { $gte: since } })).toBe(501);
    expect(await collection.countDocuments({ changedAt: old })).toBe(3);
  }
});
