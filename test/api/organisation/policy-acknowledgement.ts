/** F-11: each version is acknowledged by everybody who works here, also by who joins later. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startProcedures } from '../../../activities/upkeep/start-procedures.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { detailOf } from '../../../domain/details.ts';
import { eventually } from '../../support/api/api-client.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const base = `/v1/organisations/${organisation}`;
const [quality, manager] = [`${organisation}.quality.1`, `${organisation}.manager.1`];

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
});
afterAll(() => api.stop());

function look() {
  return startProcedures(api.opening, { organisation, after: new Date().toISOString() }, new Date());
}

async function acknowledgements(): Promise<CaseView[]> {
  const { items } = (await api.as(manager).get(`${base}/procedures?limit=200`)).as<{ items: CaseView[] }>();
  return items.filter(({ category }) => category === 'policy-acknowledgement');
}

const askedIn = (view: CaseView | undefined) => (view ? detailOf(view, 'procedure').steps[0]?.asked : null) ?? [];

/** The occurrences once each of them has asked. */
const asking = (count: number) =>
  eventually(acknowledgements, (all) => all.length >= count && all.every((view) => askedIn(view).length > 0));

test('who joins later is asked as well, alone and once', async () => {
  await look();
  const [first] = await asking(1);
  expect(askedIn(first)).toContain(`${organisation}.agent.1`);
  const joiner = `${organisation}.agent.3`;
  await api.hire(joiner);
  await look();
  const all = await asking(2);
  const own = all.find(({ number }) => number !== first?.number);
  expect(askedIn(own)).toEqual([joiner]);
  expect(detailOf(own as CaseView, 'procedure').previous).toBe(first?.number);
  await look();
  await look();
  expect(await acknowledgements()).toHaveLength(2);
  const address = `${base}/procedures/${own?.number}`;
  expect((await api.as(`${organisation}.agent.1`).post(`${address}/acknowledge`, {})).status).not.toBe(200);
  const done = await api.as(joiner).post(`${address}/acknowledge`, {});
  expect([done.status, done.view.status]).toEqual([200, 'finished']);
});

test('a version that a procedure publishes is acknowledged by everybody, and begins that once', async () => {
  const before = await acknowledgements();
  const { version } = (await api.as(manager).get(`${base}/policy`)).as<{ version: number }>();
  const started = await api
    .as(quality)
    .post(`${base}/procedures`, { procedure: 'policy-change', text: 'تعديل (مثال)' });
  const address = `${base}/procedures/${started.view.number}`;
  const policy = `amends: ${version}\nversion: ${version + 1}\nkinds: { procedure: { policy-change: { title: { ar: "تعديل السياسة", en: "Change of the policy" } } } }\n`;
  const handedIn = await api.as(quality).post(`${address}/submit`, { text: 'إصدار (مثال)', policy });
  const digest = detailOf(handedIn.view, 'procedure').steps.find(({ status }) => status === 'open')?.approval?.digest;
  const headers = { 'if-match': `"${digest}"` };
  expect((await api.as(manager).post(`${address}/approve`, {}, { headers })).view.status).toBe('finished');
  const all = await asking(before.length + 1);
  const now = all.filter(({ policyVersion }) => policyVersion === version + 1);
  expect(now.map((view) => detailOf(view, 'procedure').period)).toEqual([`v${version + 1}`]);
  expect(askedIn(now[0])).toContain(`${organisation}.agent.3`);
  await look();
  expect(await acknowledgements()).toHaveLength(before.length + 1);
});
