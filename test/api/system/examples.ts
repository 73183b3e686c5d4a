/** Every example of the document works as it stands, for every organisation that has the operation. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addSampleProgrammes } from '../../../local/sample-programmes.ts';
import { ExampleSender } from '../../support/api/example-sender.ts';
import {
  newest,
  operationIdsOf,
  operations,
  organisations,
  packs,
  stories,
  storiesOf,
} from '../../support/api/example-stories.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: organisations });
  await addSampleProgrammes(api.database, packs);
});
afterAll(() => api.stop());

test('every example has a story that sends it, for every organisation that has the operation', () => {
  expect(newest.length).toBeGreaterThan(1);
  const untold = newest.flatMap((pack) => {
    const sent = new Set(storiesOf(pack).flatMap(({ sends }) => sends));
    return operationIdsOf(pack).flatMap((operation) => (sent.has(operation) ? [] : `${pack.id}: ${operation}`));
  });
  expect(untold).toEqual([]);
});

test('every operation with an example is had by some organisation, and every story is told by one', () => {
  const had = new Set(newest.flatMap(operationIdsOf));
  expect(operations.map(({ operationId }) => operationId).filter((operation) => !had.has(operation))).toEqual([]);
  expect(stories.filter((story) => !newest.some((pack) => storiesOf(pack).includes(story)))).toEqual([]);
});

describe.each(newest.map((pack) => [pack.id, pack] as const))('the examples work as they stand for %s:', (_, pack) => {
  test.each(storiesOf(pack).map((story) => [story.title, story] as const))('%s', async (_title, story) => {
    const sender = new ExampleSender(api, operations, pack, organisations);
    await story.tell(sender);
    expect([...sender.sent].sort()).toEqual([...story.sends].sort());
  });
});
