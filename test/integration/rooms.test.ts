import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectMongoDB } from '../../db/connect.ts';
import { type Database, databaseOn } from '../../db/database.ts';
import { changeRoom, leaveRoom, type RoomDocument } from '../../db/rooms.ts';

let databases: Database[];
beforeAll(async () => {
  const uri = (process.env.MONGODB_URI ?? '').replace(/\/[^/]*$/, `/rooms-${randomUUID()}`);
  // As two processes have them.
  databases = await Promise.all([1, 2].map(async () => databaseOn(await connectMongoDB(uri))));
});
afterAll(async () => {
  await databases[0]?.connection.dropDatabase();
  for (const { connection } of databases) await connection.close();
});

const at = '2026-01-01T08:00:00.000Z';
/** Longer than any of these tests. */
const always = '9999-12-31T00:00:00.000Z';
const of = (n: number) => databases[n % 2] as Database;
const take = (n: number, size: number, until: string, when = at) =>
  changeRoom(of(n), 'a room', when, (held) => {
    const taken = held.reduce((sum, one) => sum + one.size, 0);
    return taken + size > 50 ? null : [...held, { holder: `holder-${n}`, size, until }];
  });
const places = async () => (await of(0).rooms.findById('a room').lean<RoomDocument>())?.places ?? [];

test('S13h: of thirty who want a place at once, in two processes, exactly as many get one as there is room for', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => take(n, 3, always)));
  expect(answers.filter((answer) => answer !== null)).toHaveLength(16);
  expect(await places()).toHaveLength(16);
  expect(await take(30, 3, always)).toBeNull();
  expect(await take(31, 2, '2026-01-01T09:00:00.000Z')).toHaveLength(17);
});

test('a place that was given back, or whose time has come, is free for the next one', async () => {
  expect(await take(40, 2, always)).toBeNull();
  expect(await take(40, 2, always, '2026-01-01T09:00:00.001Z')).toHaveLength(17);
  const [first] = await places();
  await leaveRoom(of(0), 'a room', first?.holder ?? '', at);
  await leaveRoom(of(1), 'a room', first?.holder ?? '', at);
  expect(await places()).toHaveLength(16);
  expect(await take(41, 3, always)).toHaveLength(17);
});
