/** A page costs what it shows, however many cases there are: counted by the documents that the database looks at. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CaseDocument } from '../../db/cases/cases.ts';
import { opened } from '../support/api/complaints.ts';
import { type RunningApi, startApi } from '../support/api/running-api.ts';

const organisation = 'development-fund';
const base = `/v1/organisations/${organisation}`;
const agent = `${organisation}.agent.1`;
const limit = 50;

let api: RunningApi;
let template: CaseDocument;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  const { number, address } = await opened(api, organisation);
  await api.projected(address, agent, () => true);
  template = (await api.database.cases.findOne({ number }).lean()) as CaseDocument;
});
afterAll(() => api.stop());

/** Cases like one that was opened, as their projections leave them: in four states, owned by some, at all hours. */
async function seed(from: number, to: number): Promise<void> {
  const owners = [null, agent, `${organisation}.agent.2`, null, null];
  const documents = Array.from({ length: to - from }, (_, index) => {
    const n = from + index;
    const number = `DF-C-SEEDS-${String(n).padStart(6, '0')}`;
    const openedAt = new Date(Date.parse('2025-01-01T00:00:00Z') + n * 61_000).toISOString().replace('.000Z', 'Z');
    const status = ['received', 'open', 'answered', 'closed'][n % 4] as string;
    const over = status === 'closed';
    return {
      ...template,
      _id: `${organisation}/${number}`,
      number,
      changedAt: openedAt,
      over,
      sortKey: template.sortKey.replace(template.number, number).replace(template.view.openedAt, openedAt),
      waitsFor: over ? [] : template.waitsFor,
      view: { ...template.view, number, openedAt, status, owner: owners[n % owners.length] ?? null },
    };
  });
  await api.database.cases.collection.insertMany(documents as never[], { ordered: false });
}

/** What people ask for all day. */
const pages: [what: string, path: string][] = [
  ['my work', `/work?limit=${limit}`],
  ['complaints in the order of the queue', `/complaints?limit=${limit}`],
  ['complaints of one status', `/complaints?limit=${limit}&status=open`],
  ['complaints of two statuses', `/complaints?limit=${limit}&status=open,answered`],
  ['my complaints', `/complaints?limit=${limit}&owner=me`],
  ['complaints that nobody owns', `/complaints?limit=${limit}&owner=none`],
  ['complaints in the order of their opening', `/complaints?limit=${limit}&order=opened`],
  ['complaints that have changed since', `/complaints?limit=${limit}&changedSince=2025-01-01T06:00:00Z`],
];

async function examined(path: string): Promise<number> {
  const count = async () => {
    const status = await api.database.connection.db?.admin().serverStatus();
    return Number(status?.metrics.queryExecutor.scannedObjects);
  };
  const before = await count();
  const { items } = (await api.as(agent).get(`${base}${path}`)).as<{ items: unknown[] }>();
  const after = await count();
  expect(items).toHaveLength(limit);
  return after - before;
}

test('a page of a list makes the database look at little more than it shows, at any size', async () => {
  await seed(0, 1000);
  const few = new Map<string, number>();
  for (const [what, path] of pages) few.set(what, await examined(path));
  await seed(1000, 8000);
  const many = new Map<string, number>();
  for (const [what, path] of pages) many.set(what, await examined(path));
  expect([...many].filter(([, documents]) => documents > 2 * limit)).toEqual([]);
  expect([...many].filter(([what, documents]) => documents > 1.1 * (few.get(what) ?? 0))).toEqual([]);
});
