/** An organisation made of YAML alone runs a duty that nobody has coded. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startProcedures } from '../../../activities/upkeep/start-procedures.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { detailOf } from '../../../domain/details.ts';
import { eventually } from '../../support/api/api-client.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { folderWith, seventhPack } from '../../support/samples/policies-on-disk.ts';
import { weeklyWalk } from '../../support/samples/weekly-walk.ts';

const organisation = 'seventh';
const base = `/v1/organisations/${organisation}`;
const person = (role: string) => `${organisation}.${role}.1`;
const week = 7 * 24 * 3_600_000;

let api: RunningApi;
beforeAll(async () => {
  const policiesDir = folderWith({ 'seventh/v1.yaml': seventhPack(), 'seventh/v2.yaml': weeklyWalk });
  api = await startApi({ staffOf: [organisation], policiesDir });
});
afterAll(() => api.stop());

test('it falls due each week, goes through its steps to a decision, and what is decided is followed', async () => {
  const after = new Date(Date.now() - 1.5 * week).toISOString();
  await startProcedures(api.opening, { organisation, after }, new Date());
  const walks = async () => {
    const { items } = (await api.as(person('manager')).get(`${base}/procedures`)).as<{ items: CaseView[] }>();
    return items.filter(({ category }) => category === 'weekly-walk');
  };
  const [walk] = await eventually(walks, ({ length }) => length > 0);
  const address = `${base}/procedures/${walk?.number}`;
  const done = async (role: string, command: string, body: object) =>
    (await api.as(person(role)).post(`${address}/${command}`, body)).view;

  expect((await api.as(person('manager')).post(`${address}/carry-out`, { text: 'لا يخصني' })).status).toBe(403);
  await done('agent', 'carry-out', { text: 'جرت الجولة (مثال)', findings: ['broken'] });
  await api.projected(address, person('supervisor'), (view) => {
    const report = detailOf(view, 'procedure').steps[1]?.report;
    return typeof report === 'object' && report !== null;
  });
  const recommendations = [{ text: 'إصلاح المصعد (مثال)', owner: person('agent'), dueOn: '2030-01-06' }];
  await done('supervisor', 'submit', { text: 'تقرير (مثال)', recommendations });
  const decisions = [{ recommendation: '1-1', verdict: 'accepted', text: 'مناسب' }];
  const decided = await done('manager', 'decide', { decisions });
  expect(decided.status).toBe('finished');
  const [{ decision } = { decision: null }] = detailOf(decided, 'procedure').recommendations;
  const item = await eventually(
    () => api.as(person('agent')).get(`${base}/followed-items/${decision?.item}`),
    ({ status }) => status === 200,
  );
  expect(item.view).toMatchObject({ owner: person('agent'), status: 'open', detail: { dueOn: '2030-01-06' } });
});
