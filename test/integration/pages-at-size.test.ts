/** A page costs what it shows, however many cases there are: counted by the documents that the database looks at. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { documentsExamined, pageSize, pages, seedCases } from '../../bench/seeded-cases.ts';
import type { CaseDocument } from '../../db/cases/cases.ts';
import { opened } from '../support/api/complaints.ts';
import { type RunningApi, startApi } from '../support/api/running-api.ts';

const organisation = 'development-fund';
const agent = `${organisation}.agent.1`;
const owners: [string, string] = [agent, `${organisation}.agent.2`];

let api: RunningApi;
let template: CaseDocument;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  const { number, address } = await opened(api, organisation);
  await api.projected(address, agent, () => true);
  template = (await api.database.cases.findOne({ number }).lean()) as CaseDocument;
});
afterAll(() => api.stop());

/** How many documents each page makes the database look at. */
async function examined(): Promise<[what: string, documents: number][]> {
  const all: [string, number][] = [];
  for (const [what, path] of pages) {
    const before = await documentsExamined(api.database);
    const answer = await api.as(agent).get(`/v1/organisations/${organisation}${path}`);
    all.push([what, (await documentsExamined(api.database)) - before]);
    expect(answer.as<{ items: unknown[] }>().items).toHaveLength(pageSize);
  }
  return all;
}

test('a page of a list makes the database look at little more than it shows, at any size', async () => {
  await seedCases(api.database, template, { from: 0, to: 1000, owners });
  const few = new Map(await examined());
  await seedCases(api.database, template, { from: 1000, to: 8000, owners });
  const many = await examined();
  expect(many.filter(([, documents]) => documents > 2 * pageSize)).toEqual([]);
  expect(many.filter(([what, documents]) => documents > 1.1 * (few.get(what) ?? 0))).toEqual([]);
});
