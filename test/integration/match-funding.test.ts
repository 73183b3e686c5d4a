import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { untilProjected } from '../../activities/cases/match-funding.ts';
import type { Database } from '../../db/database.ts';
import { eventually, patience } from '../support/api/api-client.ts';
import { organisation, registryDatabase } from '../support/api/registry-lab.ts';

let database: Database;
beforeAll(async () => {
  database = await registryDatabase();
});
afterAll(() => database.connection.close());

const request = (lead: string, revision?: number) => ({
  ...{ organisation, policyVersion: 1, lead, programme: 'club', donor: 'NC-P-1', upTo: '1000', since: '2026-03-01' },
  ...(revision === undefined ? {} : { revision }),
});
const projected = (lead: string, revision: number) =>
  database.cases.collection.replaceOne(
    { _id: `${organisation}/${lead}` as never },
    { organisation, number: lead, revision },
    { upsert: true },
  );

test('contributions are matched once anyone who records one finds the lead closed (N-05)', async () => {
  await projected('L-1', 4);
  let hasCome = false;
  const waiting = untilProjected(database, request('L-1', 5), patience).then((inTime) => {
    hasCome = true;
    return inTime;
  });
  const looks = jest.spyOn(database.cases.collection, 'find');
  await eventually(
    async () => looks.mock.calls.length,
    (times) => times > 1,
  );
  expect(hasCome).toBe(false);
  await projected('L-1', 5);
  expect(await waiting).toBe(true);
});

test('a projection that does not come is not waited for without end, nor one that an earlier release does not name', async () => {
  expect(await untilProjected(database, request('L-2', 5), 100)).toBe(false);
  expect(await untilProjected(database, request('L-2'), 100)).toBe(true);
});
