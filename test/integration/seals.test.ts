import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type CaseEventDocument, eventIn, sealHolds, sealOf } from '../../db/cases/cases.ts';
import { connectMongoDB } from '../../db/connect.ts';
import { type Database, databaseOn } from '../../db/database.ts';
import { type SchemaDocument, schemaId } from '../../db/schema-number.ts';
import { chainHolds, digestOf } from '../../domain/case/event.ts';
import { migrate } from '../../migrations/migrate.ts';
import { sealTimelines } from '../../migrations/steps/0002-seal-timelines.ts';
import { agent } from '../support/samples/sample-policy.ts';
import { Story, wednesday } from '../support/stories/complaint-story.ts';

const secret = 'of the tests';
const place = { organisation: 'development-fund', number: 'DF-C-00000-000001' };
const written: CaseEventDocument[] = new Story()
  .act('accept', wednesday, { by: agent })
  .events.map((event) => ({ ...event, ...place, _id: `${place.number}/${String(event.sequence).padStart(3, '0')}` }));
const at = '2026-03-11T07:00:00Z';
const sealed = written.map((event) => ({ ...event, seal: sealOf(secret, event, { at, by: 'projection' }) }));

/** As an attacker leaves a timeline: another person, every digest made anew, the seals as they were. */
function forged(): CaseEventDocument[] {
  let previous = '';
  return sealed.map(({ digest: _, ...event }) => {
    const { seal, ...content } = { ...event, previous, ...(event.sequence === 2 ? { by: 'somebody-else' } : {}) };
    const { _id, organisation, number, ...rest } = content;
    previous = digestOf(rest);
    return { ...content, seal, digest: previous };
  });
}

let database: Database;
beforeAll(async () => {
  const uri = (process.env.MONGODB_URI ?? '').replace(/\/[^/]*$/, `/seals-${randomUUID()}`);
  database = databaseOn(await connectMongoDB(uri));
});
afterAll(async () => {
  await database.connection.dropDatabase();
  await database.connection.close();
});

test('finding 8 (X-03): a timeline with another person, chained anew, holds as a chain and not by its seals', () => {
  expect(sealed.every((event) => sealHolds(secret, event))).toBe(true);
  expect(chainHolds(forged().map(eventIn))).toBe(true);
  expect(forged().map((event) => sealHolds(secret, event))).toEqual(sealed.map(({ sequence }) => sequence < 2));
});

test('a seal holds for one event of one case, with what it says of itself, under one secret', () => {
  const [first, second] = sealed as [CaseEventDocument, CaseEventDocument];
  const seal = first.seal as NonNullable<CaseEventDocument['seal']>;
  const others: CaseEventDocument[] = [
    { ...second, seal },
    { ...first, number: 'DF-C-00000-000002' },
    { ...first, seal: { ...seal, by: 'migration' } },
    { ...first, seal: { ...seal, at: '2026-03-12T07:00:00Z' } },
    { ...first, seal: { ...seal, mac: '' } },
    { ...first, seal: undefined },
  ];
  expect(others.map((event) => sealHolds(secret, event))).toEqual(others.map(() => false));
  expect(sealHolds('another secret', first)).toBe(false);
});

test('the migration to schema 2 seals what an earlier release has written, and nothing that was changed since', async () => {
  const changed = { ...written[2], _id: 'changed', by: 'somebody-else' };
  await database.caseEvents.collection.insertMany([...written, changed] as never[]);
  expect(await migrate({ database, secret, dataDir: undefined }, { steps: [sealTimelines] })).toBe(1);
  const found = (await database.caseEvents.collection.find({}).sort({ _id: 1 }).toArray()) as unknown as typeof written;
  const [ours, theirs] = [found.filter(({ _id }) => _id !== 'changed'), found.filter(({ _id }) => _id === 'changed')];
  expect(ours.map((event) => [event.seal?.by, sealHolds(secret, event)])).toEqual(
    written.map(() => ['migration', true]),
  );
  expect(ours.map(eventIn)).toEqual(written.map(eventIn));
  expect(theirs[0]).not.toHaveProperty('seal');
  expect(await database.schemas.findById(schemaId).lean<SchemaDocument>()).toMatchObject({ number: 2 });
});
