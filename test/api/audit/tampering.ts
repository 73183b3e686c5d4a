/** Whatever is changed, taken out, put in, put elsewhere or cut off behind the product's back is found, and named. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chainFaults } from '../../../application/audit/checkpoints/check-chains.ts';
import {
  type CheckpointTools,
  fileOf,
  makeCheckpoint,
} from '../../../application/audit/checkpoints/make-checkpoint.ts';
import { archive } from '../../../db/cases/archived-histories.ts';
import { digestOf } from '../../../domain/case/event.ts';
import { digest } from '../../../domain/digest.ts';
import { driven } from '../../support/api/complaints.ts';
import { type RunningApi, secret, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const [agent, manager] = [`${organisation}.agent.1`, `${organisation}.manager.1`];
const folder = mkdtempSync(join(tmpdir(), 'inaya-checkpoints-'));

/** A document of any collection, with the fields by which it is changed here. */
interface Doc {
  _id: string;
  sequence: number;
  history: { buffer: Buffer };
  calendar: object;
  [field: string]: unknown;
}

let api: RunningApi;
let tools: CheckpointTools;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  tools = { database: api.database, keys: { secret, purpose: 'worker' }, folder };
  const first = await driven(api, organisation, [['accept', {}]]);
  const other = await driven(api, organisation, [['accept', {}]]);
  for (const { address } of [first, other]) await api.projected(address, agent, ({ status }) => status === 'open');
  for (let time = 0; time < 4; time += 1) {
    await api.as(agent).post(`${first.address}/accept`, {});
    await api.as(manager).get(`${first.address}/words`);
  }
  for (const run of ['one', 'two']) {
    const of = { workflowId: `complaint:${organisation}:${first.number}`, runId: run, organisation, previousRun: null };
    await archive(api.database, {
      ...of,
      closedAt: new Date().toISOString(),
      events: 3,
      json: `{"events":["${run}"]}`,
    });
  }
  await makeCheckpoint(tools, new Date(Date.now() - 86_400_000));
  await api.as(agent).post(`${first.address}/answer`, { text: 'تمت المعالجة (مثال).', solved: true });
  await api.projected(first.address, agent, ({ status }) => status === 'answered');
  expect(await makeCheckpoint(tools, new Date())).toBeGreaterThan(0);
});
afterAll(async () => {
  await api.stop();
  rmSync(folder, { recursive: true });
});

/** A number below `n` that the seed draws. */
const pick = (seed: number, n: number) => Number.parseInt(digest(`tamper ${seed}`).slice(0, 8), 16) % n;

type Change = (docs: Doc[], at: number) => Doc[];
const without: Change = (docs, at) => docs.filter((_, place) => place !== at);
const last: Change = (docs) => docs.slice(0, -1);
const edited =
  (edit: (doc: Doc) => object): Change =>
  (docs, at) =>
    docs.map((doc, place) => (place === at ? { ...doc, ...edit(doc) } : doc));
/** Each of two neighbours stands at the place of the other. */
const swapped =
  (...places: string[]): Change =>
  (docs, at) => {
    const one = Math.min(at, docs.length - 2);
    const [a, b] = [docs[one], docs[one + 1]] as [Doc, Doc];
    const standing = (doc: Doc, of: Doc) => ({ ...doc, ...Object.fromEntries(places.map((name) => [name, of[name]])) });
    return docs.map((doc, place) => (place === one ? standing(b, a) : place === one + 1 ? standing(a, b) : doc));
  };

/** Chains the events anew, as somebody does who knows how: no digest is wrong afterwards. */
const rechained: Change = (docs, at) => {
  let previous = '';
  return docs.map((doc, place) => {
    const { _id, organisation: of, number, seal, digest: _, ...event } = doc;
    const content = { ...event, previous, ...(place === at ? { by: 'somebody-else' } : {}) };
    previous = digestOf(content as never);
    return { _id, organisation: of, number, seal, ...content, digest: previous };
  });
};

const layers: [layer: string, collection: string, changes: Record<string, Change>][] = [
  [
    'timeline',
    'caseEvents',
    {
      change: edited(() => ({ by: 'somebody-else' })),
      rechained,
      delete: without,
      insert: (docs) => {
        const end = docs.at(-1) as Doc;
        const next: Doc = { ...end, sequence: end.sequence + 1, previous: end.digest };
        const { _id, organisation: of, number, seal, digest: _, ...content } = next;
        return [
          ...docs,
          { ...next, _id: end._id.replace(/\d+$/, String(next.sequence)), digest: digestOf(content as never) },
        ];
      },
      reorder: swapped('_id', 'sequence'),
      truncate: last,
    },
  ],
  [
    'document of a case',
    'cases',
    { delete: without, truncate: edited(({ sequence }) => ({ sequence: sequence - 1 })) },
  ],
  [
    'archive',
    'archivedHistories',
    {
      change: edited(({ history }) => ({
        history: Buffer.concat([history.buffer, Buffer.from('x')]).reverse(),
      })),
      delete: without,
      reorder: swapped('_id', 'runId'),
      truncate: last,
    },
  ],
  ...(['accesses', 'refusals'] as const).map((name): (typeof layers)[number] => [
    name,
    name,
    {
      change: edited(() => ({ by: 'somebody-else' })),
      delete: without,
      insert: (docs, at) => [...docs, { ...(docs[at] as Doc), _id: randomUUID() }],
      reorder: swapped('previous'),
      truncate: last,
    },
  ]),
  ['policies', 'policies', { change: edited(() => ({ hash: 'another' })), delete: without }],
  [
    'calendars',
    'calendars',
    { change: edited(({ calendar }) => ({ calendar: { ...calendar, zone: 'UTC' } })), delete: without },
  ],
  [
    'log of heads',
    'auditLeaves',
    {
      change: edited(() => ({ head: 'f'.repeat(64) })),
      delete: without,
      reorder: swapped('_id', 'index'),
      truncate: last,
    },
  ],
  [
    'checkpoints',
    'checkpoints',
    {
      change: edited(() => ({ root: 'f'.repeat(64) })),
      delete: without,
      truncate: last,
      reorder: swapped('root', 'size'),
    },
  ],
];

const ways = layers.flatMap(([layer, collection, changes]) =>
  Object.entries(changes).map(([what, change]) => [what, layer, collection, change] as const),
);
/** At the least so many tries, each at a place that its seed draws. */
const tries = Number(process.env.INAYA_TAMPER_TRIES ?? 64);

test('nothing is found while nobody has touched anything', async () => {
  expect(await chainFaults(tools)).toEqual([]);
});

describe.each(ways)('%s at the layer: %s', (what, layer, collection, change) => {
  const seeds = Array.from({ length: Math.ceil(tries / ways.length) + 1 }, (_, at) => at);
  test.each(seeds)('is found, try %i', async (seed) => {
    const all = api.database.connection.collection<Doc>(collection);
    // Of cases and events those of one case, so that neighbours are neighbours.
    const numbers: string[] = await api.database.cases.distinct('number');
    const number = numbers[pick(seed, numbers.length)];
    const of = collection === 'caseEvents' ? { number } : {};
    const before = await all
      .find(of)
      .sort(collection === 'caseEvents' ? { sequence: 1 } : { at: 1, _id: 1 })
      .toArray();
    expect(before.length).toBeGreaterThan(1);
    const put = async (docs: Doc[]) => {
      await all.deleteMany(of);
      await all.insertMany(docs);
    };
    const place = pick(seed + 1000 * ways.findIndex((way) => way[3] === change), before.length);
    await put(change(structuredClone(before), place));
    try {
      const faults = await chainFaults(tools);
      expect([what, layer, place, faults.length > 0]).toEqual([what, layer, place, true]);
      if (layer === 'timeline') expect(faults[0]?.at).toContain(number);
      if (layer === 'timeline' && (what === 'change' || what === 'delete'))
        expect(faults[0]?.at).toMatch(new RegExp(`^event ${place + 1} of `));
    } finally {
      await put(before);
    }
  });
});

test('a file outside the database that says otherwise, or is gone, is found', async () => {
  const day = new Date().toISOString().slice(0, 10);
  const file = fileOf(folder, day);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/"root": "./, '"root": "x'));
  expect(await chainFaults(tools)).toEqual([{ at: `checkpoint ${day}`, what: 'its file says otherwise' }]);
  rmSync(file);
  expect(await chainFaults(tools)).toEqual([{ at: `checkpoint ${day}`, what: 'its file is missing' }]);
  await makeCheckpoint(tools, new Date());
  expect(await chainFaults(tools)).toEqual([]);
});

test('looks that have gone since their time was over are no fault, and those that should be there are', async () => {
  const { accesses, retentionActs } = api.database;
  const before = await accesses.find({}).lean();
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const act = { organisation, kept: 'accesses', number: tomorrow, since: '', at: '', days: 1, policyVersion: 1 };
  await accesses.deleteMany({});
  expect(await chainFaults(tools)).toMatchObject([{ what: 'the last signed entry is gone' }]);
  await retentionActs.collection.insertOne({ _id: 'over', ...act, destroyed: before.length } as never);
  expect(await chainFaults(tools)).toEqual([]);
  await retentionActs.deleteMany({});
  await accesses.collection.insertMany(before as never[]);
  expect(await chainFaults(tools)).toEqual([]);
});
