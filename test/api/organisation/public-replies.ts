import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CaseView } from '../../../domain/case/view.ts';
import { complaintBody, opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const base = `/v1/organisations/${organisation}/procedures`;
const agent = `${organisation}.agent.1`;
const centre = `${organisation}.contact-centre.1`;

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  await api.hire(centre);
});
afterAll(() => api.stop());

async function started(by: string, procedure: string): Promise<CaseView> {
  const answer = await api.as(by).post(base, { procedure, text: 'طلب (مثال)' });
  expect([procedure, answer.status]).toEqual([procedure, 201]);
  return answer.view;
}

test('F-17: a public reply that holds what is private is refused, and what is not public may hold it', async () => {
  const address = `${base}/${(await started(agent, 'moderation')).number}`;
  const findings = ['improper', 'needs-reply'];
  await api.projected(address, centre, ({ status }) => status === 'open');
  const judged = await api.as(centre).post(`${address}/submit`, { text: 'تعليق مسيء', findings });
  expect(judged.status).toBe(200);
  const reply = (text: string) => api.as(centre).post(`${address}/carry-out`, { step: 'reply', text });
  for (const text of ['اتصلنا بكم على ٠٥٠٠٠٠٠٠٠١', 'راسلناكم على nura@example.com', 'طلبكم DF-C-7K3M9-Q2X8TW']) {
    const refused = await reply(text);
    expect([text, refused.refusal]).toEqual([text, '422 Invalid']);
  }
  // What was hidden or deleted is said, and proved: words alone are not enough.
  const treat = (more: object) =>
    api.as(centre).post(`${address}/carry-out`, { step: 'treatment', text: 'حُذف تعليق 0500000001', ...more });
  expect((await treat({ findings: ['deleted'] })).problem.errors).toEqual([
    { path: 'fields.content', message: 'is required' },
    { path: 'fields.pictures', message: 'is required' },
  ]);
  const fields = { content: 'تعليق مسيء (مثال)', pictures: 'أرشيف القنوات، المجلد 7 (مثال)' };
  expect((await treat({ fields })).refusal).toBe('409 Incomplete');
  expect((await treat({ fields, findings: ['deleted'] })).status).toBe(200);
  expect((await reply('نشكر لكم تواصلكم، ونأمل مراسلتنا على الخاص أو على 8001110000')).status).toBe(200);
});

test('F-17: nor may it name the customer of the complaint that it is about, if who named that may read it', async () => {
  const { number } = await opened(api, organisation);
  const { name } = complaintBody(organisation).customer as { name: string };
  const text = `تعليق على الشكوى ${number} (مثال)`;
  const about = await api.as(agent).post(base, { procedure: 'moderation', text });
  const other = await api.as(centre).post(base, { procedure: 'moderation', text });
  const replies = [];
  for (const { view } of [about, other]) {
    const address = `${base}/${view.number}`;
    await api.projected(address, centre, ({ status }) => status === 'open');
    await api.as(centre).post(`${address}/submit`, { text: 'تعليق', findings: ['needs-reply'] });
    const reply = (words: string) => api.as(centre).post(`${address}/carry-out`, { step: 'reply', text: words });
    replies.push(await reply(`الأخ ${name}، نشكر لكم تواصلكم`));
  }
  expect(replies[0]?.problem.errors).toEqual([
    { path: 'text', message: 'is read by everybody: it names a person of the case that it is about' },
  ]);
  // The channels team does not read complaints: what it says of one tells it nothing.
  expect(replies[1]?.status).toBe(200);
  const first = `${base}/${about.view.number}/carry-out`;
  expect((await api.as(centre).post(first, { step: 'reply', text: 'عميلنا العزيز، عولج طلبكم' })).status).toBe(200);
});

test('who has a part in one procedure finds nothing of another, in no list and by no number', async () => {
  const selection = await started(centre, 'vendor-selection');
  await api.projected(`${base}/${selection.number}`, centre, ({ status }) => status === 'open');
  const listed = async (who: string) => {
    const { items } = (await api.as(who).get(`${base}?limit=100`)).as<{ items: CaseView[] }>();
    return items.map(({ category }) => category);
  };
  expect(await listed(centre)).toContain('vendor-selection');
  expect(await listed(`${organisation}.manager.1`)).toContain('vendor-selection');
  expect([...new Set(await listed(agent))]).toEqual(['moderation']);
  expect((await api.as(agent).get(`${base}/${selection.number}`)).status).toBe(404);
});
