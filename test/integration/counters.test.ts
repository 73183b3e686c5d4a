import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectMongoDB } from '../../db/connect.ts';
import { countUp } from '../../db/counters.ts';
import { type Database, databaseOn } from '../../db/database.ts';

let database: Database;
beforeAll(async () => {
  const uri = (process.env.MONGODB_URI ?? '').replace(/\/[^/?]*(\?.*)?$/, `/test-${randomUUID()}$1`);
  database = databaseOn(await connectMongoDB(uri));
});
afterAll(() => database.connection.close());

test('S5, S6, S13h: of a hundred additions at once each gets a count of its own', async () => {
  const counter = { _id: `at-once/${randomUUID()}`, until: '2099-01-01T00:00:00.000Z' };
  const counts = await Promise.all(Array.from({ length: 100 }, () => countUp(database, counter)));
  expect(counts.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
});
