import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectMongoDB } from '../../db/connect.ts';
import { type Database, databaseOn } from '../../db/database.ts';
import { schemaId } from '../../db/schema-number.ts';
import { migrate } from '../../migrations/migrate.ts';
import { sealInterests } from '../../migrations/steps/0012-seal-interests.ts';

let database: Database;
beforeAll(async () => {
  const uri = (process.env.MONGODB_URI ?? '').replace(/\/[^/]*$/, `/interests-${randomUUID()}`);
  database = databaseOn(await connectMongoDB(uri));
});
afterAll(async () => {
  await database.connection.dropDatabase();
  await database.connection.close();
});

test('what donors of an earlier release care for is in clear no more, also if that breaks off; the document says that there is something', async () => {
  await database.schemas.collection.insertOne({ _id: schemaId, number: 11 } as never);
  const ground = { priorityGround: 'older-person' };
  await database.customers.collection.insertMany([
    { _id: 'sandbox/one', ...ground, interests: ['برامج الأطفال (مثال)'] },
    { _id: 'sandbox/two', ...ground, interests: [] },
    { _id: 'sandbox/claimed', version: 0 },
    // The step had come to this one when it broke off.
    { _id: 'sandbox/done', interested: true },
  ] as never[]);
  const context = { database, secret: 'of the tests', dataDir: undefined };
  expect(await migrate(context, { steps: [sealInterests] })).toBe(11);
  const after = await database.customers.collection.find({}).sort({ _id: 1 }).toArray();
  expect(after).toEqual([
    { _id: 'sandbox/claimed', version: 0, interested: false },
    { _id: 'sandbox/done', interested: true },
    { _id: 'sandbox/one', interested: true },
    { _id: 'sandbox/two', interested: false },
  ]);
});
