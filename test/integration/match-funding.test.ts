import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { requireProjected } from '../../activities/match-funding.ts';
import type { Database } from '../../db/models.ts';
import { organisation, registryDatabase } from '../support/registry-lab.ts';

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

test('contributions are matched once whoever records one finds the lead closed (N-05)', async () => {
  await expect(requireProjected(database, request('L-1', 5), 1)).rejects.toMatchObject({
    type: 'ProjectionBehind',
    nonRetryable: false,
    nextRetryDelay: '100ms',
  });
  await projected('L-1', 4);
  await expect(requireProjected(database, request('L-1', 5), 20)).rejects.toThrow('revision 5');
  await projected('L-1', 5);
  await expect(requireProjected(database, request('L-1', 5), 1)).resolves.toBeUndefined();
});

test('a projection that does not come is not waited for without end, nor one that an earlier release does not name', async () => {
  await expect(requireProjected(database, request('L-2', 5), 21)).resolves.toBeUndefined();
  await expect(requireProjected(database, request('L-2'), 1)).resolves.toBeUndefined();
});
