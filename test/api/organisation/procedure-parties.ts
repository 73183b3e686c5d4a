import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CaseView } from '../../../domain/case/view.ts';
import { eventually } from '../../support/api/api-client.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'sandbox';
const base = `/v1/organisations/${organisation}`;
const [manager, doer, reviewer] = ['manager', 'supervisor', 'quality'].map((role) => `${organisation}.${role}.1`) as [
  string,
  string,
  string,
];

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'courier'] });
});
afterAll(() => api.stop());

const begin = (parties?: Record<string, string>) =>
  api.as(manager).post(`${base}/procedures`, { procedure: 'named-task', text: 'مهمة (مثال)', parties });

test('a procedure of parties is started with everybody who is to be named, each of the role, at work, and once', async () => {
  const faults = async (parties?: Record<string, string>) =>
    (await begin(parties)).problem.errors?.map(({ path, message }) => `${path} ${message}`);
  expect(await faults()).toEqual(['parties.doer is required', 'parties.reviewer is required']);
  expect(await faults({ doer, reviewer: `${organisation}.agent.1`, owner: manager })).toEqual([
    'parties.owner is no party of this procedure',
    'parties.reviewer is nobody with the role quality who works here',
  ]);
  expect(await faults({ doer: 'courier.supervisor.1', reviewer })).toEqual([
    'parties.doer is nobody with the role supervisor who works here',
  ]);
  await api.hire(`${organisation}.both`, { roles: ['supervisor', 'quality'] });
  await api.hire(`${organisation}.gone`, { roles: ['quality'], active: false });
  expect(await faults({ doer: `${organisation}.both`, reviewer: `${organisation}.both` })).toEqual([
    'parties.reviewer is named twice: each party is another person',
  ]);
  expect(await faults({ doer, reviewer: `${organisation}.gone` })).toEqual([
    'parties.reviewer is nobody with the role quality who works here',
  ]);
});

test('it has their steps taken by them, shows these in their work and in what they have to hand over', async () => {
  const started = await begin({ doer, reviewer });
  expect(started.status).toBe(201);
  const address = `${base}/procedures/${started.view.number}`;
  const other = `${organisation}.supervisor.2`;
  await api.projected(address, manager, ({ status }) => status === 'open');
  const allowed = async (who: string) => (await api.as(who).get(address)).view.allowed;
  expect([await allowed(doer), await allowed(other)]).toEqual([['carry-out'], []]);
  const waits = async (who: string) => {
    const { items } = (await api.as(who).get(`${base}/work?limit=200`)).as<{ items: CaseView[] }>();
    return items.some(({ number }) => number === started.view.number);
  };
  expect([await waits(doer), await waits(other)]).toEqual([true, false]);
  const named = async (who: string) =>
    (await api.as(manager).get(`${base}/staff/${who}/holdings`))
      .as<{ named: { number: string }[] }>()
      .named.map(({ number }) => number);
  expect([await named(doer), await named(reviewer), await named(other)]).toEqual([
    [started.view.number],
    [started.view.number],
    [],
  ]);
  expect((await api.as(other).post(`${address}/carry-out`, { text: 'نُفذت (مثال)' })).refusal).toBe('403 Forbidden');
  expect((await api.as(doer).post(`${address}/carry-out`, { text: 'نُفذت (مثال)' })).status).toBe(200);
  await eventually(
    () => named(doer),
    ({ length }) => length === 0,
  );
});
