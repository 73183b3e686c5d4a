/** What is wrong with cases and nobody has noticed: each is found by the sweep of the night. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { archiveHistories } from '../../../activities/upkeep/archive-histories.ts';
import { alarmOfCases, type CaseFault, caseFaults } from '../../../application/audit/sweep/case-faults.ts';
import { eventually } from '../../support/api/api-client.ts';
import { type Opened, opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const manager = `${organisation}.manager.1`;

let api: RunningApi;
let cases: Opened[];
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  cases = await Promise.all(Array.from({ length: 5 }, () => opened(api, organisation)));
  for (const { address } of cases) await api.projected(address, manager, () => true);
});
afterAll(() => api.stop());

/** As the sweep would find it in twenty minutes, when nothing of today is under way any more. */
const later = () => new Date(Date.now() + 20 * 60_000);
const numberOf = (place: number) => cases[place]?.number ?? '';
const documents = () => api.database.cases.collection;
const workflowOf = (place: number) => api.temporal.workflow.getHandle(`complaint:${organisation}:${numberOf(place)}`);

async function faults(temporal = api.temporal): Promise<CaseFault[]> {
  const found: CaseFault[] = [];
  for await (const fault of caseFaults({ database: api.database, temporal }, later())) found.push(fault);
  return found;
}

test('of sound cases there is no alarm, and of what is under way neither', async () => {
  expect(await faults()).toEqual([]);
  await documents().updateOne({ number: numberOf(0) }, { $set: { 'view.owner': manager } });
  const now: CaseFault[] = [];
  for await (const fault of caseFaults({ database: api.database, temporal: api.temporal }, new Date())) now.push(fault);
  expect(now).toEqual([]);
});

test('a projection that says something else than its case is found', async () => {
  expect(await faults()).toEqual([{ at: numberOf(0), what: 'projected-otherwise' }]);
  await documents().updateOne({ number: numberOf(0) }, { $set: { 'view.owner': null } });
  expect(await faults()).toEqual([]);
});

test('a deadline that has passed without anything happening is found, and so is a rung', async () => {
  const past = new Date(Date.now() - 3_600_000).toISOString();
  for (const [place, field] of [
    [1, 'view.clocks.0.dueAt'],
    [2, 'view.clocks.0.rungs.0.dueAt'],
  ] as const) {
    const before = await documents().findOne({ number: numberOf(place) });
    await documents().updateOne({ number: numberOf(place) }, { $set: { [field]: past } });
    expect(await faults()).toEqual([{ at: numberOf(place), what: 'without-a-timer' }]);
    await documents().replaceOne({ number: numberOf(place) }, before as never);
  }
});

test('a case whose workflow task fails again and again is found', async () => {
  const stuck = { status: { name: 'RUNNING' }, raw: { pendingWorkflowTask: { attempt: 4 } } };
  const engine = {
    workflow: {
      ...api.temporal.workflow,
      list: async function* () {},
      getHandle: () => ({ describe: async () => stuck }),
    },
  };
  const found = await faults(engine as unknown as Client);
  expect(found).toHaveLength(cases.length);
  expect(new Set(found.map(({ what }) => what))).toEqual(new Set(['task-keeps-failing']));
});

test('an open case whose workflow somebody has ended is found, and its run, as long as the archive lacks it', async () => {
  await workflowOf(3).terminate('by the test');
  const ended = await eventually(faults, (found) => found.length > 1);
  const { runId = '' } = await workflowOf(3).describe();
  const run = `complaint:${organisation}:${numberOf(3)}/${runId}`;
  expect(ended).toEqual([
    { at: run, what: 'closed-and-not-archived' },
    { at: numberOf(3), what: 'without-a-workflow' },
  ]);
  const logged: object[] = [];
  const logger = { error: (fault: object) => logged.push(fault) };
  expect(await alarmOfCases({ database: api.database, temporal: api.temporal, logger }, later())).toBe(2);
  expect(logged).toEqual(ended);
  await archiveHistories(api.database, api.temporal, later());
  expect(await faults()).toEqual([{ at: numberOf(3), what: 'without-a-workflow' }]);
});
