/** Every example of the document works as it stands, for every organisation that has the operation. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { routes } from '../../../api/routes.ts';
import { openApiDocument } from '../../../api/system/openapi.ts';
import { addSampleProgrammes } from '../../../local/sample-programmes.ts';
import { latest } from '../../../packs/load/load.ts';
import type { Pack } from '../../../packs/schema.ts';
import { ExampleSender, exampledOperations, operationsOf, type Story } from '../../support/api/example-sender.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { ownPolicies } from '../../support/samples/own-policies.ts';

const { packs } = ownPolicies();
const organisations = [...new Set(packs.map(({ id }) => id))];
const newest = organisations.flatMap((organisation): Pack | Pack[] => latest(packs, organisation) ?? []);

const folder = new URL('./examples/', import.meta.url);
const files = readdirSync(fileURLToPath(folder)).sort();
const stories: Story[] = [];
// One after the other: Jest takes no two at a time.
for (const file of files) {
  const told = (await import(new URL(file, folder).href)) as { stories: readonly Story[] };
  stories.push(...told.stories);
}

const operations = exampledOperations(openApiDocument(routes, newest));

const idsOf = (pack: Pack) => operationsOf(operations, pack, organisations).map(({ operationId }) => operationId);
const toldBy = (pack: Pack) => {
  const had = idsOf(pack);
  return stories.filter(({ sends }) => sends.every((operation) => had.includes(operation)));
};

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: organisations });
  await addSampleProgrammes(api.database, packs);
});
afterAll(() => api.stop());

test('every example has a story that sends it, for every organisation that has the operation', () => {
  expect(newest.length).toBeGreaterThan(1);
  const untold = newest.flatMap((pack) => {
    const sent = new Set(toldBy(pack).flatMap(({ sends }) => sends));
    return idsOf(pack).flatMap((operation) => (sent.has(operation) ? [] : `${pack.id}: ${operation}`));
  });
  expect(untold).toEqual([]);
});

test('every operation with an example is had by some organisation, and every story is told by one', () => {
  const had = new Set(newest.flatMap(idsOf));
  expect(operations.map(({ operationId }) => operationId).filter((operation) => !had.has(operation))).toEqual([]);
  expect(stories.filter((story) => !newest.some((pack) => toldBy(pack).includes(story)))).toEqual([]);
});

describe.each(newest.map((pack) => [pack.id, pack] as const))('the examples work as they stand for %s:', (_, pack) => {
  test.each(toldBy(pack).map((story) => [story.title, story] as const))('%s', async (_title, story) => {
    const sender = new ExampleSender(api, operations, pack, organisations);
    await story.tell(sender);
    expect([...sender.sent].sort()).toEqual([...story.sends].sort());
  });
});
