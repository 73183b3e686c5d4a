/** N-01: who asks for a change of the manual says why and with what effect; what changes its words alone is entered by hand. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { detailOf } from '../../../domain/details.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'neighbourhood-centres';
const base = `/v1/organisations/${organisation}/procedures`;
const agent = `${organisation}.agent.1`;
const controller = `${organisation}.manual-controller.1`;

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  await api.hire(controller);
});
afterAll(() => api.stop());

async function started(procedure: string): Promise<string> {
  const { view } = await api.as(agent).post(base, { procedure, text: 'طلب (مثال)' });
  const address = `${base}/${view.number}`;
  await api.projected(address, agent, ({ status }) => status === 'open');
  return address;
}

test.each([
  ['manual-change', { reason: 'تغيّر الهيكل التنظيمي (مثال)', effect: 'تُحال الشكاوى إلى قسم آخر (مثال)' }],
  ['deviation-memo', { reason: 'إغلاق أحد المراكز للصيانة (مثال)', parts: 'الفقرة 5.1.1 (مثال)' }],
])('N-01, N-02: %s is not asked for without each of its fields, which stand in the vault alone', async (id, fields) => {
  const address = await started(id);
  const ask = (given?: object) => api.as(agent).post(`${address}/submit`, { text: 'تعديل (مثال)', fields: given });
  const missing = (...names: string[]) => names.map((name) => ({ path: `fields.${name}`, message: 'is required' }));
  const [first = '', second = ''] = Object.keys(fields);
  expect((await ask()).problem.errors).toEqual(missing(first, second));
  expect((await ask({ ...fields, [second]: ' ' })).problem.errors).toEqual(missing(second));
  const asked = await ask(fields);
  expect(asked.status).toBe(200);
  const { words } = (await api.as(controller).get(`${address}/words`)).as<{
    words: { content: { fields?: object } }[];
  }>();
  expect(words.map(({ content }) => content.fields ?? {})).toContainEqual(fields);
  const timeline = await api.timeline(address, controller);
  for (const told of Object.values(fields)) expect(JSON.stringify([asked.view, timeline])).not.toContain(told);
});

test('N-01: the entry by hand has the serial number of the copy, the page and the summary', async () => {
  const address = await started('manual-change');
  const fields = { reason: 'خطأ مطبعي (مثال)', effect: 'لا أثر له على العمل (مثال)' };
  const { view } = await api.as(agent).post(`${address}/submit`, { text: 'تصحيح (مثال)', fields });
  const { digest = '' } = detailOf(view, 'procedure').steps.find(({ id }) => id === 'answer')?.approval ?? {};
  const headers = { 'if-match': `"${digest}"` };
  const takes = async (command: string, body: object, more = {}) =>
    api.as(controller).post(`${address}/${command}`, body, more);
  expect((await takes('review', { text: 'موافقة', findings: ['approved'] }, { headers })).status).toBe(200);
  expect((await takes('carry-out', { text: 'في النص وحده', findings: ['words'] })).status).toBe(200);
  const { errors } = (await takes('carry-out', { text: 'قُيّد' })).problem;
  expect(errors?.map(({ path }) => path)).toEqual(['fields.serial', 'fields.page', 'fields.summary']);
  const entry = { serial: 'ن-12 (مثال)', page: '37', summary: 'صُحّح رقم الفقرة (مثال)' };
  const entered = await takes('carry-out', { text: 'قُيّد', fields: entry });
  expect([entered.status, entered.view.status]).toEqual([200, 'finished']);
});
