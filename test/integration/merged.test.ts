import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { type Database, databaseOn } from '../../db/database.ts';
import { findMerged, insertMerged, writeMerged } from '../../db/merged.ts';

let database: Database;
let commands: string[] = [];
beforeAll(async () => {
  const uri = (process.env.MONGODB_URI ?? '').replace(/\/[^/?]*(\?.*)?$/, `/test-${randomUUID()}$1`);
  const connection = await mongoose.createConnection(uri, { monitorCommands: true, autoIndex: false }).asPromise();
  connection.getClient().on('commandStarted', ({ commandName }) => commands.push(commandName));
  database = databaseOn(connection);
});
afterAll(() => database.connection.close());

const link = (_id: string, generation = 1) => ({ _id, generation, revokedBy: [] });
const many = (count: number) => Array.from({ length: count }, () => randomUUID());

test('what many callers ask for at the same time goes out in a few commands, and each gets its own', async () => {
  const ids = many(40);
  commands = [];
  expect(await Promise.all(ids.map((id, n) => insertMerged(database.trackingLinks, link(id, n))))).not.toContain(false);
  const found = await Promise.all([...ids, 'nobody', ...ids].map((id) => findMerged(database.trackingLinks, id)));
  expect(found.map((one) => one?.generation)).toEqual([...ids.keys(), undefined, ...ids.keys()]);
  expect(commands.filter((name) => name !== 'create')).toEqual(['insert', 'find']);
});

test('two callers who ask for one document have one each', async () => {
  const [id = ''] = many(1);
  await insertMerged(database.trackingLinks, link(id));
  const [one, other] = await Promise.all([id, id].map((same) => findMerged(database.trackingLinks, same)));
  expect(one).toEqual(other);
  expect(one).not.toBe(other);
});

test('a caller is answered by a command that was sent after it asked', async () => {
  const [id = ''] = many(1);
  await insertMerged(database.trackingLinks, link(id, 0));
  for (let generation = 1; generation <= 50; generation += 1) {
    const early = findMerged(database.trackingLinks, id);
    await writeMerged(database.trackingLinks, { updateOne: { filter: { _id: id }, update: { $set: { generation } } } });
    expect((await findMerged(database.trackingLinks, id))?.generation).toBe(generation);
    await early;
  }
});

test('of writes that go out together one that meets its own key fails alone', async () => {
  const [taken = '', ...others] = many(5);
  await insertMerged(database.trackingLinks, link(taken, 7));
  const written = await Promise.all([taken, ...others].map((id) => insertMerged(database.trackingLinks, link(id))));
  expect(written).toEqual([false, true, true, true, true]);
  expect((await findMerged(database.trackingLinks, taken))?.generation).toBe(7);
});

test('a write that the server refuses is told to its caller alone', async () => {
  const [id = '', other = ''] = many(2);
  const impossible = { updateOne: { filter: { _id: id }, update: { $inc: { revokedBy: 1 } } } };
  await insertMerged(database.trackingLinks, link(id));
  const [refused, taken] = await Promise.allSettled([
    writeMerged(database.trackingLinks, impossible as never),
    insertMerged(database.trackingLinks, link(other)),
  ]);
  expect(refused).toMatchObject({ status: 'rejected', reason: { name: 'MongoServerError' } });
  expect(taken).toEqual({ status: 'fulfilled', value: true });
});
