import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { project } from '../../activities/case-activities.ts';
import { type CaseDocument, caseId, findCase } from '../../db/cases/cases.ts';
import { connectMongoDB } from '../../db/connect.ts';
import { type Database, databaseOn } from '../../db/database.ts';
import { addPolicy } from '../../db/organisation/policies.ts';
import { type SchemaDocument, schemaId } from '../../db/schema-number.ts';
import { type CaseProjection, projectionOf } from '../../domain/case/view.ts';
import { complaint } from '../../domain/complaint/kind.ts';
import { migrate } from '../../migrations/migrate.ts';
import { sayForWhom } from '../../migrations/steps/0005-say-for-whom.ts';
import { pinPolicy } from '../../packs/kinds/complaint/pinned-policy.ts';
import { latest } from '../../packs/load/load.ts';
import { ownPolicies } from '../support/samples/own-policies.ts';
import { supervisor } from '../support/samples/sample-policy.ts';
import { Story, wednesday } from '../support/stories/complaint-story.ts';

const organisation = 'development-fund';
const pack = latest(ownPolicies().packs, organisation);
if (!pack) throw new Error('there is no such pack');
const policy = pinPolicy(pack, { category: 'complaint', channel: 'phone' });

/** A complaint as it is projected now, under a number of its own. */
function projected(number: string, story: Story): CaseProjection {
  const projection = projectionOf(complaint, story.record);
  return { ...projection, view: { ...projection.view, organisation, number } };
}
/** As the release before this one wrote it. */
const earlier = ({ waitsFor: _, ...projection }: CaseProjection) => projection;

const opened = () => new Story({ policy });
const now = '2026-03-11T08:00:00.000Z';
/** Open cases of three sorts, and some that are over. */
const stories = [
  () => opened(),
  () => opened().act('assign', wednesday, { by: supervisor, body: { to: 'agent-1' } }),
  () => opened().act('accept', wednesday, { by: supervisor }).act('prepare-claim', wednesday, { by: supervisor }),
  () => opened().act('withdraw', wednesday),
];
const number = (place: number) => `DF-C-${String(place).padStart(5, '0')}-000000`;
const wanted = Array.from({ length: 410 }, (_, place) =>
  projected(number(place), (stories[place % stories.length] as () => Story)()),
);

let database: Database;
beforeAll(async () => {
  const uri = (process.env.MONGODB_URI ?? '').replace(/\/[^/]*$/, `/for-whom-${randomUUID()}`);
  database = databaseOn(await connectMongoDB(uri));
  await addPolicy(database, { organisation, version: pack.version, hash: '', pack } as never);
  await database.schemas.collection.insertOne({ _id: schemaId, number: 4 } as never);
  const documents = wanted.map((projection) => ({
    ...{ _id: caseId(organisation, projection.view.number), organisation, number: projection.view.number },
    ...{ revision: projection.view.revision, sequence: 3, changedAt: now, ...earlier(projection) },
  }));
  await database.cases.collection.insertMany(documents as never[]);
});
afterAll(async () => {
  await database.connection.dropDatabase();
  await database.connection.close();
});

const stored = () => database.cases.find({}).sort({ _id: 1 }).lean<CaseDocument[]>();
const context = () => ({ database, secret: 'of the tests', dataDir: undefined });

test('open cases of an earlier release are given for whom they wait, also if that breaks off in the middle', async () => {
  let notes = 0;
  const breaksOff: typeof sayForWhom = {
    ...sayForWhom,
    run: (around, { mark, note }) =>
      sayForWhom.run(around, {
        mark,
        async note(reached) {
          await note(reached);
          notes += 1;
          if (notes === 1) throw new Error('the power has failed');
        },
      }),
  };
  await expect(migrate(context(), { steps: [breaksOff] })).rejects.toThrow('the power has failed');
  expect((await stored()).filter(({ waitsFor }) => waitsFor).length).toBe(200);
  expect(await database.schemas.findById(schemaId).lean<SchemaDocument>()).toMatchObject({ number: 4 });

  expect(await migrate(context(), { steps: [sayForWhom] })).toBe(4);
  const after = await stored();
  expect(after.map(({ waitsFor }) => waitsFor)).toEqual(
    wanted.map(({ over, waitsFor }) => (over ? undefined : waitsFor)),
  );
  expect(after.filter(({ waitsFor }) => waitsFor?.some(({ why }) => why === 'approval')).length).toBeGreaterThan(90);
  expect(new Set(after.map(({ changedAt }) => changedAt))).toEqual(new Set([now]));
  expect(await database.schemas.findById(schemaId).lean<SchemaDocument>()).toMatchObject({ number: 5, mark: null });
});

test('a projection that an earlier release asked for is given for whom the case waits when it is written', async () => {
  const story = opened();
  const late = projected(number(9999), story);
  await project(
    { database, secret: 'of the tests' },
    {
      projection: earlier(late),
      events: story.events,
      calendar: { organisation, name: 'there-is-none', version: 1 },
    },
  );
  expect((await findCase(database, organisation, number(9999)))?.waitsFor).toEqual(late.waitsFor);
});
