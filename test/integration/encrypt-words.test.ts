import { randomBytes, randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { bytesOf, readAttachment, sealedPiece } from '../../db/cases/attachments.ts';
import { readTexts, textDigest } from '../../db/cases/vault.ts';
import { connectMongoDB } from '../../db/connect.ts';
import { type Database, databaseOn } from '../../db/database.ts';
import { type DataKeyDocument, keyFor } from '../../db/privacy/data-keys.ts';
import { masterKeysOf } from '../../db/privacy/master-keys.ts';
import { demandMasterKeys, type SchemaDocument, schemaId, schemaOf } from '../../db/schema-number.ts';
import { paperFormsOf } from '../../db/surveys/paper-forms.ts';
import { answersTo, personsOf } from '../../db/surveys/survey-answers.ts';
import { migrate } from '../../migrations/migrate.ts';
import type { Migration } from '../../migrations/migration.ts';
import { encryptWords } from '../../migrations/steps/0008-encrypt-words.ts';
import { encryptAnswers } from '../../migrations/steps/0009-encrypt-answers.ts';
import { storeEarlierWords } from '../support/samples/earlier-words.ts';
import { masterKeys } from '../support/samples/master-keys.ts';

const organisation = 'courier';
const createdAt = '2026-01-01T08:00:00.000Z';
const document = randomBytes(600 * 1024);

let database: Database;
beforeAll(async () => {
  const uri = (process.env.MONGODB_URI ?? '').replace(/\/[^/?]*(\?.*)?$/, `/encrypt-${randomUUID()}$1`);
  database = databaseOn(await connectMongoDB(uri), masterKeys);
});
afterAll(async () => {
  await database.connection.dropDatabase();
  await database.connection.close();
});

const words = (number: string, text: string, personId: string | null = null) => ({
  ...{ _id: `${number}/words`, organisation, number, personId, content: { text }, tokens: ['a-token'], createdAt },
});

beforeEach(async () => {
  await database.connection.dropDatabase();
  const first: SchemaDocument = { _id: schemaId, number: 7 };
  await database.schemas.collection.insertOne(first as never);
  for (let index = 0; index < 220; index += 1) {
    const number = `CO-C-${String(index).padStart(3, '0')}`;
    await storeEarlierWords(database, words(number, `كلمات ${number} (مثال)`, index % 2 ? null : `P-${index % 4}`));
  }
  const { db } = database.connection;
  if (!db) throw new Error('not connected');
  const stream = new mongoose.mongo.GridFSBucket(db, { bucketName: 'attachments' });
  await new Promise<void>((resolve, reject) => {
    const upload = stream.openUploadStreamWithId('a-document' as never, 'a-document');
    upload.once('error', reject);
    upload.end(document, () => resolve());
  });
  const attached = { _id: `${organisation}/CO-C-001/1`, organisation, number: 'CO-C-001', type: 'attached' };
  await database.caseEvents.collection.insertOne({ ...attached, data: { attachment: 'a-document' } } as never);
});

/** The same migration, which ends without a word after so many notes of how far it has come. */
const killedAfter = (notes: number, migration: Migration): Migration => ({
  ...migration,
  run: (context, { mark, note }) => {
    let left = notes;
    return migration.run(context, {
      mark,
      note: async (noted) => {
        await note(noted);
        left -= 1;
        if (left === 0) throw new Error('killed');
      },
    });
  },
});

const run = (steps: readonly Migration[] = [encryptWords]) =>
  migrate({ database, secret: 'of the tests', dataDir: undefined }, { steps });

async function mustBeEncrypted() {
  const kept = await database.vault.collection.find({}).toArray();
  expect(kept).toHaveLength(220);
  expect(JSON.stringify(kept)).not.toContain('كلمات');
  expect(kept.filter((entry) => 'content' in entry || 'nonce' in entry)).toEqual([]);
  const ids = kept.map(({ _id }) => String(_id));
  for (const { number, nonce, content, digest, tokens } of await readTexts(database, ids)) {
    expect(content).toEqual({ text: `كلمات ${number} (مثال)` });
    expect([digest, tokens]).toEqual([textDigest(nonce, content), ['a-token']]);
  }
  expect(await buffer(readAttachment(database, 'a-document'))).toEqual(document);
  expect(await bytesOf(database, 'a-document')).toBe(document.length);
  const [chunk] = await database.connection.collection('attachments.chunks').find({ n: 1 }).toArray();
  expect(Buffer.from(chunk?.data.buffer).includes(document.subarray(300_000, 300_032))).toBe(false);
}

test('words and documents of earlier releases are encrypted, each under the key of its person or case, and read as before', async () => {
  expect(await run()).toBe(7);
  await mustBeEncrypted();
  const keys = (await database.dataKeys.find().lean<DataKeyDocument[]>()).map(({ _id }) => _id);
  expect(keys).toEqual(expect.arrayContaining([`${organisation}/P-0`, `${organisation}/CO-C-001`]));
  expect(keys).toHaveLength(2 + 110);
});

test.each([1, 2])(
  'what is killed after %s notes goes on from there, also in the middle of a document',
  async (after) => {
    await expect(run([killedAfter(after, encryptWords)])).rejects.toThrow('killed');
    expect(await schemaOf(database)).toBe(7);
    // One piece of the document had been encrypted, and nothing of that noted beside it.
    const chunks = database.connection.collection('attachments.chunks');
    const key = await keyFor(database, `${organisation}/CO-C-001`);
    const piece = sealedPiece(key, 'a-document', 0, document.subarray(0, 255 * 1024));
    await chunks.updateOne({ n: 0 }, { $set: { data: piece, sealed: key.id } });
    await run();
    await mustBeEncrypted();
  },
);

test('without the master key, or with another one of its name, the data are refused with a sentence that names it', async () => {
  await run();
  await demandMasterKeys(database);
  const other = (setting: string) => demandMasterKeys({ ...database, masterKeys: masterKeysOf(setting) });
  const key = Buffer.alloc(32, 7).toString('base64');
  await expect(other(`another:${key}`)).rejects.toThrow(/encrypted under the master key tests, and INAYA_MASTER_KEYS/);
  await expect(other(`tests:${key}`)).rejects.toThrow(/encrypted under the master key tests, and INAYA_MASTER_KEYS/);
});

test('answers to surveys of earlier releases are encrypted and read as before, also once they are half done', async () => {
  await database.schemas.collection.updateOne({ _id: schemaId as never }, { $set: { number: 8 } });
  const survey = 'NC-S-1:beneficiaries';
  const marks = { via: 'paper', late: false, madeUp: false, bodyDigest: 'of-it' } as const;
  const answers = Array.from({ length: 3 }, (_, index) => ({
    ...{ _id: `answer-${index}`, survey, answers: { wishes: `أمنية ${index}` }, ...marks },
  }));
  const typed = { by: 'a', at: createdAt, answers: { wishes: 'أمنية' } };
  const paper = { _id: `${survey}/b/1`, survey, batch: 'b', form: '1', first: typed, second: typed, settled: null };
  const person = { _id: 'person-1', survey, person: { name: 'زائر (مثال)' } };
  await database.surveyAnswers.collection.insertMany(answers as never[]);
  await database.paperForms.collection.insertOne(paper as never);
  await database.surveyPersons.collection.insertOne(person as never);
  const stored = async () => {
    const { surveyAnswers, surveyPersons, paperForms } = database;
    const all = [surveyAnswers, surveyPersons, paperForms].map(({ collection }) => collection.find({}).toArray());
    return JSON.stringify(await Promise.all(all));
  };
  // The search knows what is in clear.
  expect(await stored()).toContain('أمنية');
  await expect(run([killedAfter(2, encryptAnswers)])).rejects.toThrow('killed');
  expect(await stored()).toContain('أمنية');
  expect(await run([encryptAnswers])).toBe(8);
  expect(await stored()).not.toMatch(/[\u0600-\u06ff]/);
  const read: unknown[] = [];
  for await (const answer of answersTo(database, survey)) read.push(answer);
  expect(read).toEqual(answers);
  expect(await paperFormsOf(database, survey)).toEqual([paper]);
  expect(await personsOf(database, survey)).toEqual([person]);
});
