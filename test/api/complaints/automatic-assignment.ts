import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { complaintBody, complaintsOf } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { changed, folderWith, seventhPack } from '../../support/samples/policies-on-disk.ts';

const organisation = 'seventh';
const complaints = complaintsOf(organisation);
const agents = [1, 2].map((n) => `${organisation}.agent.${n}`);

let api: RunningApi;
beforeAll(async () => {
  const pack = changed(
    seventhPack(),
    'assignment: { source: ours, mode: none }',
    'assignment: { source: ours, mode: round-robin, on: received, among: agent }',
  );
  api = await startApi({ staffOf: [organisation], policiesDir: folderWith({ 'seventh/v1.yaml': pack }) });
});
afterAll(() => api.stop());

/** Opens a complaint, and waits until it has an owner. */
async function ownerOfNext(about: string[] = []): Promise<string | null> {
  const body = complaintBody('sandbox', { about });
  const { number } = (await api.as(`${organisation}.supervisor.1`).post(complaints, body)).view;
  const hasOwner = ({ owner }: { owner: string | null }) => owner !== null;
  return (await api.projected(`${complaints}/${number}`, `${organisation}.manager.2`, hasOwner)).owner;
}

test('a pack that switches it on has each new complaint given to the agent with the least to do (C-02)', async () => {
  expect([await ownerOfNext(), await ownerOfNext()].sort()).toEqual(agents);
});

test('nobody is given a complaint about himself (F-10)', async () => {
  const [first = '', second = ''] = agents;
  // As many for each, so that both have as much to do afterwards as before.
  for (const [about, owner] of [
    [first, second],
    [second, first],
  ] as const) {
    expect(await ownerOfNext([about])).toBe(owner);
    expect(await ownerOfNext([about])).toBe(owner);
  }
});
