import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { complaintBody, driven, opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'sandbox';
const base = `/v1/organisations/${organisation}/knowledge`;
const outside = `/public/organisations/${organisation}/knowledge`;
const browser = { accept: 'text/html', 'accept-language': 'ar' };

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'courier'] });
});
afterAll(() => api.stop());

const as = (who: string) => api.as(`${organisation}.${who}`);

interface Version {
  version: number;
  digest: string;
  source: string | null;
  state: string;
  content: { answer: { ar: string } };
}
interface Entry {
  id: string;
  isDue: boolean;
  published: Version | null;
  proposal: Version | null;
  earlier: Version[];
}
interface Page {
  items: Entry[];
  nextCursor: string | null;
}

const content = (more: object = {}) => ({
  ...{ after: 0, categories: [], question: { ar: 'أين تقع المراكزُ؟', en: 'Where are the centres?' } },
  answer: { ar: 'تجدون عناوينها في صفحة التواصل.', en: 'Their addresses stand on the page of contacts.' },
  ...more,
});

async function propose(id: string, more: object = {}, who = 'agent.1'): Promise<Entry> {
  return (await as(who).post(`${base}/${id}/propose`, content(more))).as<Entry>();
}

const decide = (id: string, act: string, digest: string, who: string, body: object = {}) =>
  as(who).post(`${base}/${id}/${act}`, body, { headers: { 'if-match': `"${digest}"` } });

async function publish(id: string, more: object = {}, body: object = {}): Promise<Entry> {
  const { proposal } = await propose(id, more);
  return (await decide(id, 'approve', proposal?.digest ?? '', 'supervisor.1', body)).as<Entry>();
}

const found = async (query: string) =>
  (await api.anybody.get(`${outside}?${new URLSearchParams(query)}`)).as<Page>().items.map(({ id }) => id);

test('N-16: what waits for approval is read by nobody outside, and a change not before another person approves it', async () => {
  const { proposal } = await propose('drafted');
  expect(await found('')).not.toContain('drafted');
  expect((await decide('drafted', 'approve', proposal?.digest ?? '', 'agent.2')).refusal).toBe('403 Forbidden');
  const done = (await decide('drafted', 'approve', proposal?.digest ?? '', 'supervisor.1')).as<Entry>();
  expect(done).toMatchObject({ published: { state: 'approved', decidedBy: 'sandbox.supervisor.1' }, proposal: null });
  const { proposal: next } = await propose('drafted', { after: 1, answer: { ar: 'في كل حي.', en: 'Everywhere.' } });
  const { items } = (await api.anybody.get(outside)).as<{ items: { id: string; answer: { ar: string } }[] }>();
  expect(items.find(({ id }) => id === 'drafted')?.answer.ar).toContain('صفحة التواصل');
  const changed = (await decide('drafted', 'approve', next?.digest ?? '', 'quality.1')).as<Entry>();
  expect([changed.published?.version, changed.earlier.map(({ state }) => state)]).toEqual([2, ['replaced']]);
  expect((await as('manager.1').post(`${base}/drafted/retire`, { reason: 'انتهى' })).as()).toMatchObject({
    published: null,
  });
  expect(await found('')).not.toContain('drafted');
});

test('N-16: nobody approves what they wrote, under no name', async () => {
  const { proposal } = await propose('own', {}, 'supervisor.1');
  const digest = proposal?.digest ?? '';
  expect((await decide('own', 'approve', digest, 'supervisor.1')).refusal).toBe('403 SamePerson');
  const away = { from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z', enteredBy: 'sandbox.manager.1' };
  await api.hire('sandbox.supervisor.1', { absences: [{ ...away, deputy: 'sandbox.quality.2' }] });
  try {
    expect((await decide('own', 'approve', digest, 'quality.2')).refusal).toBe('403 SamePerson');
  } finally {
    await api.hire('sandbox.supervisor.1', { absences: [] });
  }
  expect((await decide('own', 'approve', 'another', 'quality.1')).refusal).toBe('412 PreconditionFailed');
  expect((await decide('own', 'approve', digest, 'quality.1')).status).toBe(200);
  const late = await as('agent.1').post(`${base}/own/propose`, content());
  expect(late.refusal).toBe('409 NotAllowedNow');
});

test('N-16: an entry is public, so it holds nobody’s number, and nobody of the staff is named outside', async () => {
  const answer = { ar: 'اتصلوا بالموظف على 0501234567', en: 'Ask somebody@example.org' };
  const refused = await as('agent.1').post(`${base}/personal/propose`, content({ answer, categories: ['none'] }));
  expect(refused.refusal).toBe('422 Invalid');
  expect(refused.problem.errors?.map(({ path }) => path)).toEqual(['answer.ar', 'answer.en', 'categories']);
  await publish('named');
  expect((await api.anybody.get(outside)).text).not.toContain('sandbox.');
});

test('F-08: it is found by words as people write them, in both languages, page by page', async () => {
  const question = { ar: 'كيف أستعيدُ المبلغ المدفوع؟', en: 'How do I get a refund?' };
  await publish('refund', { question });
  await publish('opening', { question: { ar: 'متى تفتح الأبواب؟', en: 'When do doors open?' } });
  for (const text of ['مبلغ', 'والمبلغ', 'استعيد', 'REFUND', 'ref'])
    expect(await found(`text=${text}`)).toEqual(['refund']);
  expect(await found('text=refund doors')).toEqual([]);
  const page = (await api.anybody.get(`${outside}?limit=1`)).as<Page>();
  const next = (await api.anybody.get(`${outside}?limit=1&cursor=${page.nextCursor}`)).as<Page>();
  expect(next.items[0]?.id).not.toBe(page.items[0]?.id);
});

test('G-10: a browser reads them as a page in either language, and searches it without a script', async () => {
  await publish('on-page', { question: { ar: 'ما رسوم الخدمة؟', en: 'What does it cost <b>now</b>?' } });
  const arabic = await api.anybody.get(`${outside}?text=${encodeURIComponent('رسوم')}`, { headers: browser });
  expect([arabic.status, arabic.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(arabic.text).toContain('dir="rtl"');
  expect(arabic.text).toContain('ما رسوم الخدمة؟');
  expect(arabic.text).toContain('<form method="get"');
  for (const script of ['<script', '<b>now']) expect(arabic.text).not.toContain(script);
  const english = await api.anybody.get(`${outside}?language=en&text=nothing-like-it`, { headers: browser });
  expect(english.text).toContain('Nothing fits your search.');
  const complain = await api.anybody.get(`/public/organisations/${organisation}/complain`, { headers: browser });
  expect(complain.text).toContain(`href="${outside}"`);
});

test('N-16: entries past their review come first, and can be asked for alone', async () => {
  const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  const later = new Date(Date.now() + 400 * 86_400_000).toISOString().slice(0, 10);
  const { proposal } = await propose('soon-due');
  const approve = (day: string) =>
    decide('soon-due', 'approve', proposal?.digest ?? '', 'quality.1', { nextReviewOn: day });
  for (const day of [later, '2026-01-01']) expect((await approve(day)).refusal).toBe('422 Invalid');
  expect((await approve(tomorrow)).as()).toMatchObject({ isDue: false, published: { nextReviewOn: tomorrow } });
  await publish('overdue');
  const past = { 'published.nextReviewOn': '2026-01-31', sortKey: '2026-01-31/overdue' };
  await api.database.knowledge.collection.updateOne({ _id: 'sandbox/overdue' as never }, { $set: past });
  const all = (await as('quality.1').get(base)).as<Page>().items;
  expect(all.slice(0, 2).map(({ id, isDue }) => [id, isDue])).toEqual([
    ['overdue', true],
    ['soon-due', false],
  ]);
  const due = (await as('quality.1').get(`${base}?state=due`)).as<Page>().items;
  expect(due.map(({ id }) => id)).toEqual(['overdue']);
});

test('F-08: an entry may come from a closed complaint, whose number only its readers see', async () => {
  const { number: open } = await opened(api, organisation);
  const from = (source: string) => as('agent.1').post(`${base}/learnt/propose`, content({ source }));
  expect((await from(open)).problem.errors).toMatchObject([{ path: 'source' }]);
  expect((await from('SB-C-00000-000000')).problem.errors).toMatchObject([{ path: 'source' }]);
  const { number, view } = await driven(api, organisation, [
    ['accept', {}],
    ['answer', { text: 'تم حل المشكلة (مثال).' }],
    ['confirm', { helped: true }],
  ]);
  expect(view.status).toBe('closed');
  expect((await from(number)).as()).toMatchObject({ proposal: { source: number } });
  const { proposal } = (await as('quality.1').get(`${base}/learnt`)).as<Entry>();
  expect(proposal?.source).toBe(number);
  await api.hire('sandbox.agent.elsewhere', { groups: [], departments: [] });
  const { proposal: seen } = (await as('agent.elsewhere').get(`${base}/learnt`)).as<Entry>();
  expect(seen).toMatchObject({ state: 'proposed', source: null });
  expect((await api.as('courier.agent.1').get(`${base}/learnt`)).refusal).toBe('404 NotFound');
});

test('F-08: who answers a complaint is offered the entries that fit: by words, to those who may read them, and by category', async () => {
  const question = { ar: 'كيف أسترجع الطرد المكسور؟', en: 'How is a broken parcel taken back?' };
  await publish('parcel', { question, categories: ['complaint'] });
  await publish('parcel-general', { question });
  await publish('of-category', { categories: ['complaint'] });
  await publish('elsewhere', { categories: ['enquiry'], question });
  const { address } = await opened(api, organisation, {
    fields: { ...(complaintBody(organisation).fields as object), details: 'وصل طرد مكسور ولم يستلمه أحد' },
  });
  const offered = async (who: string) =>
    (await as(who).get(`${address}/knowledge`)).as<{ items: { id: string; score: number }[] }>().items;
  const toAgent = await offered('agent.1');
  expect(new Set(toAgent.slice(0, 2).map(({ id }) => id))).toEqual(new Set(['parcel', 'parcel-general']));
  expect(toAgent.at(-1)).toMatchObject({ id: 'of-category', score: 0 });
  expect(toAgent.map(({ id }) => id)).not.toContain('elsewhere');
  const toAuditor = await offered('auditor.1');
  expect(toAuditor.map(({ id, score }) => [id, score]).toSorted()).toEqual([
    ['of-category', 0],
    ['parcel', 0],
  ]);
});
