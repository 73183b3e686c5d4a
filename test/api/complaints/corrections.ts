import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CaseView } from '../../../domain/case/view.ts';
import { complaintBody, complaintsOf, opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
});
afterAll(() => api.stop());

const as = (who: string) => api.as(`${organisation}.${who}`);
const clockOf = (view: CaseView, id = 'answer') => view.clocks.find((clock) => clock.id === id);
/** A local day of Riyadh, three hours before that of UTC. */
const dayAgo = (days: number) => new Date(Date.now() + (3 - days * 24) * 3_600_000).toISOString().slice(0, 10);

interface Correcting {
  detail: { correction?: { digest: string; right: object } };
}

test('C-05: a wrong category is put right: an earlier deadline at once, a later one by a second person', async () => {
  const suggestion = { category: 'suggestion', fields: { details: 'نقترح تمديد ساعات العمل (مثال)' } };
  const { address, view } = await opened(api, organisation, suggestion);
  const text = 'سُجّل بتصنيف آخر خطأً (مثال)';
  const enquiry = (await as('agent.1').post(`${address}/correct-category`, { category: 'enquiry', text })).view;
  expect(enquiry.category).toBe('enquiry');
  expect(clockOf(enquiry)).toMatchObject({ state: 'running', startedAt: view.openedAt, source: 'F-14' });
  await api.projected(address, `${organisation}.agent.1`, ({ category }) => category === 'enquiry');
  const proof = (await as('manager.1').get(`${address}/clocks/answer/proof`)).as();
  expect(proof).toMatchObject({ answer: { dueAt: clockOf(enquiry)?.dueAt } });

  const complaint = { category: 'complaint', fields: { concerns: 'service' }, text };
  const back = await as('supervisor.1').post(`${address}/correct-category`, complaint);
  expect(back.view.category).toBe('enquiry');
  const { correction } = (back.view as unknown as Correcting).detail;
  expect(correction).toMatchObject({ right: { category: 'complaint' } });
  const headers = { 'if-match': `"${correction?.digest}"` };
  const approve = (who: string) => as(who).post(`${address}/approve-correction`, {}, { headers });
  await api.projected(address, `${organisation}.agent.1`, ({ detail }) => detail.correction !== undefined);
  expect((await approve('supervisor.1')).refusal).toBe('403 SamePerson');
  expect((await approve('agent.2')).refusal).toBe('403 Forbidden');
  const approved = (await approve('manager.1')).view;
  expect(approved).toMatchObject({ category: 'complaint' });
  expect(approved.detail.correction).toBeUndefined();
  expect(clockOf(approved)).toMatchObject({ source: 'F-07', startedAt: view.openedAt });
});

test('C-05: a complaint that is called an enquiry would be met by an answer without a solution: a second person decides', async () => {
  const { address } = await opened(api, organisation);
  const text = 'هو استفسار لا شكوى (مثال)';
  const proposed = (await as('agent.1').post(`${address}/correct-category`, { category: 'enquiry', text })).view;
  expect(proposed).toMatchObject({ category: 'complaint', detail: { correction: { right: { category: 'enquiry' } } } });
});

test('C-05: a category that there is not, or whose form lacks something, is refused by its field', async () => {
  const { address } = await opened(api, organisation, { category: 'enquiry', fields: { details: 'متى يُصرف الدعم؟' } });
  const correct = (body: object) => as('agent.1').post(`${address}/correct-category`, { text: 'خطأ (مثال)', ...body });
  const path = async (body: object) => (await correct(body)).problem.errors?.[0]?.path;
  expect(await path({ category: 'constructor' })).toBe('category');
  expect(await path({ category: 'complaint' })).toBe('fields.concerns');
  expect(await path({ category: 'complaint', fields: { concerns: 'service', moon: 'x' } })).toBe('fields.moon');
});

test('C-05: a letter of last week counts from the day on which it came; only anyone who leads says so', async () => {
  const received = { on: dayAgo(7), evidence: 'ختم الوارد على الخطاب (مثال)' };
  const body = {
    ...complaintBody(organisation),
    category: 'enquiry',
    fields: { details: 'متى يُصرف الدعم؟' },
    received,
  };
  const complaints = complaintsOf(organisation);
  expect((await as('agent.1').post(complaints, body)).refusal).toBe('403 Forbidden');
  const tomorrow = { ...body, received: { ...received, on: dayAgo(-1) } };
  expect((await as('supervisor.1').post(complaints, tomorrow)).problem.errors?.[0]?.path).toBe('received.on');
  const { channel, ...open } = body as Record<string, unknown>;
  expect((await api.anybody.post(`/public/organisations/${organisation}/complaints`, open)).refusal).toBe(
    '422 Invalid',
  );
  const { view } = await as('supervisor.1').post(complaints, body);
  const start = String(view.detail.receivedAt);
  expect([start < view.openedAt, clockOf(view)?.startedAt]).toEqual([true, start]);

  const address = `${complaints}/${view.number}`;
  const correct = (who: string, receivedOn: string) =>
    as(who).post(`${address}/correct-received`, { receivedOn, text: 'ختم الوارد (مثال)' });
  expect((await correct('agent.1', dayAgo(9))).refusal).toBe('403 Forbidden');
  const earlier = (await correct('supervisor.1', dayAgo(9))).view;
  expect(String(earlier.detail.receivedAt) < start).toBe(true);
  const later = (await correct('supervisor.1', dayAgo(2))).view as unknown as CaseView & Correcting;
  expect(later.detail.receivedAt).toBe(earlier.detail.receivedAt);
  expect(later.detail.correction).toMatchObject({ right: { receivedAt: expect.any(String) } });

  await api.projected(address, `${organisation}.supervisor.1`, ({ detail }) => detail.correction !== undefined);
  const reasonFor = async (who: string) => {
    const { items } = (await as(who).get(`/v1/organisations/${organisation}/work?limit=200`)).as<{
      items: { number: string; why: string }[];
    }>();
    return items.find(({ number }) => number === view.number)?.why;
  };
  expect(await reasonFor('manager.1')).toBe('approval');
  expect(await reasonFor('supervisor.2')).toBe('approval');
  expect(await reasonFor('supervisor.1')).not.toBe('approval');
  expect(await reasonFor('agent.2')).not.toBe('approval');
});
