import { randomUUID } from 'node:crypto';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import mongoose, { type Collection } from 'mongoose';
import { findCase, writeStep } from '../../db/cases/cases.ts';
import { noteFingerprint, sameCustomers } from '../../db/cases/fingerprints.ts';
import { noteLook, seenRevisions } from '../../db/cases/read-markers.ts';
import { connectMongoDB } from '../../db/connect.ts';
import { type Database, databaseOn } from '../../db/database.ts';
import { complaintsOfPeriod } from '../../db/reports/complaints-of-period.ts';
import { masterKeys } from '../support/samples/master-keys.ts';

const { mongo } = mongoose;

let database: Database;
beforeAll(async () => {
  const uri = (process.env.MONGODB_URI ?? '').replace(/\/[^/?]*(\?.*)?$/, `/test-${randomUUID()}$1`);
  database = databaseOn(await connectMongoDB(uri), masterKeys);
});
afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(() => database.connection.close());

const organisation = 'sample';
let number: string;
beforeEach(() => {
  number = randomUUID();
});

const write = (revision: number, about: string[] = []) => {
  const event = { sequence: revision, digest: `digest ${revision}`, type: 'noted' };
  const projection = { view: { organisation, number, revision, detail: {} }, about };
  const step = { projection, events: [event], notices: [] };
  return writeStep({ database, secret: 'a secret of this test' }, step as never, new Date().toISOString());
};

test.each([
  ['before anything', [1, 2]],
  ['after a later one', [2, 1]],
  ['between two later ones', [3, 1, 2]],
])('a first revision that is written %s leaves the latest one standing', async (_, revisions) => {
  for (const revision of revisions) await write(revision);
  const found = await findCase(database, organisation, number);
  expect(found).toMatchObject({ revision: Math.max(...revisions), sequence: Math.max(...revisions) });
});

test('a first revision that comes between the look and the insert of a later one does not take its place', async () => {
  meanwhile(database.cases.collection, () => write(1, ['named.first']));
  await write(2, ['named.second']);
  const found = await findCase(database, organisation, number);
  expect(found).toMatchObject({ revision: 2, sequence: 2, about: ['named.first', 'named.second'] });
});

test('N-17: an event that is written once more still counts in a report that was made after it was written first', async () => {
  const happened = { at: '2026-03-08T06:00:00Z', by: 'sample.agent.1', policyVersion: 2 };
  const events = ['received', 'answered'].map((type, index) => {
    return { ...happened, type, sequence: index + 1, digest: type, data: { category: 'complaint', channel: 'phone' } };
  });
  const writeFrom = (revision: number) => {
    const view = { ...{ kind: 'complaint', organisation, number, revision }, openedAt: happened.at, closedAt: null };
    const projection = { view: { ...view, detail: {} }, about: [] };
    const step = { projection, events: events.slice(0, revision), notices: [] };
    return writeStep({ database, secret: 'a secret of this test' }, step as never, new Date().toISOString());
  };
  const countedBy = async (writtenBy: string) => {
    const bounds = { from: '2026-03-01T00:00:00Z', before: '2026-04-01T00:00:00Z', writtenBy };
    for await (const found of complaintsOfPeriod(database, organisation, bounds)) {
      const own = found.find((one) => one.number === number);
      if (own) return own.events.map(({ type }) => type);
    }
    return null;
  };
  await writeFrom(1);
  const made = new Date().toISOString();
  while (new Date().toISOString() === made) await othersTurn();
  // A caller wrote the first event, and the case, which was not told, writes it with the second.
  await writeFrom(2);
  expect(await countedBy(made)).toEqual(['received']);
  expect(await countedBy(new Date().toISOString())).toEqual(['received', 'answered']);
  await database.cases.collection.updateOne({ _id: `${organisation}/${number}` as never }, { $unset: { slim: '' } });
  expect(await countedBy(made)).toEqual(['received']);
});

/** The next write of a collection finds nothing to change; what is done meanwhile makes its insert meet a document. */
function meanwhile(collection: Pick<Collection, 'bulkWrite'>, act: () => Promise<unknown>): void {
  jest.spyOn(collection, 'bulkWrite').mockImplementationOnce(async () => {
    await act();
    const met = { index: 0, code: 11000, errmsg: 'this _id exists already' };
    throw new mongo.MongoBulkWriteError(
      { message: met.errmsg, code: met.code, writeErrors: [met] as never },
      {} as never,
    );
  });
}

test('complaints of one customer that come at one time all stand in the list of that day', async () => {
  const numbers = Array.from({ length: 20 }, (_, index) => `${number}-${index}`);
  const [persons, at] = [[`person of ${number}`], '2026-11-30T08:00:00Z'];
  const note = (one: string) =>
    noteFingerprint(database, { organisation, number: one, category: 'complaint', persons, words: [], at });
  await Promise.all(numbers.map(note));
  const found = await sameCustomers(database, { organisation, number: 'another', persons, at }, 1);
  expect(found.map((one) => one.number).sort()).toEqual(numbers.toSorted());
});

test('a look that comes while an earlier one is noted for the first time counts', async () => {
  const look = (revision: number) => ({
    organisation,
    staffId: 'staff-1',
    number,
    revision,
    at: '2026-11-30T08:00:00Z',
  });
  meanwhile(database.lastLooks.collection, () => noteLook(database, look(1)));
  await noteLook(database, look(2));
  expect(await seenRevisions(database, organisation, 'staff-1', [number])).toEqual(new Map([[number, 2]]));
});
