import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readTexts, storeText } from '../../db/cases/vault.ts';
import { connectMongoDB } from '../../db/connect.ts';
import { type Database, databaseOn } from '../../db/database.ts';
import type { DataKeyDocument } from '../../db/privacy/data-keys.ts';
import { type MasterKeys, masterKeysOf } from '../../db/privacy/master-keys.ts';
import { rewrapKeys } from '../../db/privacy/rotation.ts';
import { demandMasterKeys } from '../../db/schema-number.ts';

const key = (id: string) => `${id}:${Buffer.alloc(32, id).toString('base64')}`;
const ring = (...ids: string[]): MasterKeys => masterKeysOf(ids.map(key).join(','));

let database: Database;
beforeAll(async () => {
  const uri = (process.env.MONGODB_URI ?? '').replace(/\/[^/?]*(\?.*)?$/, `/keys-${randomUUID()}$1`);
  database = databaseOn(await connectMongoDB(uri), ring('old'));
});
afterAll(async () => {
  await database.connection.dropDatabase();
  await database.connection.close();
});

const by = (masterKeys: MasterKeys): Database => ({ ...database, masterKeys });
const words = (number: string) => ({
  ...{ _id: `${number}/opening`, organisation: 'courier', number, personId: null, content: { text: `قال ${number}` } },
  ...{ tokens: [], createdAt: '2026-01-01T08:00:00Z' },
});

test('keys are wrapped anew by the first master key, also after breaking off; what they encrypt is then read without the old one', async () => {
  const numbers = Array.from({ length: 700 }, (_, index) => `C-${index}`);
  await Promise.all(numbers.map((number) => storeText(database, words(number), true)));
  const before = await database.vault.find({}).lean();
  const both = by(ring('new', 'old'));
  const breaksOff = () => {
    throw new Error('killed');
  };
  await expect(rewrapKeys(both, breaksOff)).rejects.toThrow('killed');
  await expect(demandMasterKeys(by(ring('new')))).rejects.toThrow('under the master key old');
  expect(await rewrapKeys(both)).toBe(200);
  expect(await rewrapKeys(both)).toBe(0);

  const onlyNew = by(ring('new'));
  await demandMasterKeys(onlyNew);
  const read = await readTexts(
    onlyNew,
    numbers.map((number) => `${number}/opening`),
  );
  expect(read.map(({ content }) => content)).toEqual(numbers.map((number) => words(number).content));
  expect(await database.vault.find({}).lean()).toEqual(before);
  await expect(readTexts(by(ring('old')), ['C-1/opening'])).rejects.toThrow('the master key new is not among those');
});

test('what is moved to another entry, or wrapped for another subject, does not open', async () => {
  const db = by(ring('old'));
  for (const number of ['D-1', 'D-2']) await storeText(db, words(number), true);
  const second = { ...words('D-1'), _id: 'D-1/second' };
  await storeText(db, second);
  const { sealed } = (await db.vault.findById('D-1/opening').lean<{ sealed: string }>()) ?? {};
  await db.vault.collection.updateOne({ _id: 'D-1/second' as never }, { $set: { sealed } });
  await expect(readTexts(db, ['D-1/second'])).rejects.toThrow('vault sealed D-1/second does not open');
  const other = await db.dataKeys.findById('courier/D-2').lean<DataKeyDocument>();
  await db.dataKeys.collection.updateOne({ _id: 'courier/D-1' as never }, { $set: { key: other?.key } });
  await expect(readTexts(db, ['D-1/opening'])).rejects.toThrow('dataKeys courier/D-1 does not open');
});

test('a key that is lost is an error, not an erasure', async () => {
  const db = by(ring('old'));
  await storeText(db, words('E-1'), true);
  await db.dataKeys.collection.deleteOne({ _id: 'courier/E-1' as never });
  await expect(readTexts(db, ['E-1/opening'])).rejects.toThrow(/the data key \S+ is gone/);
});

test('many who write the first words of one subject at once share one key', async () => {
  const db = by(ring('old'));
  const many = Array.from({ length: 20 }, (_, index) => ({ ...words('F-1'), _id: `F-1/${index}` }));
  await Promise.all(many.map((one, index) => storeText(db, one, index % 2 === 0)));
  const read = await readTexts(
    db,
    many.map(({ _id }) => _id),
  );
  expect(read.map(({ content }) => content)).toEqual(many.map(({ content }) => content));
});
