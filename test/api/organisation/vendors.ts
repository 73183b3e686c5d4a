import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RegisterItem } from '../../../application/procedures/register.ts';
import { caseId } from '../../../db/cases/cases.ts';
import { storeText } from '../../../db/cases/vault.ts';
import { type CaseView, projectionOf } from '../../../domain/case/view.ts';
import { procedureSliceFor } from '../../../packs/kinds/procedure/pinned-policy.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { person } from '../../support/samples/people.ts';
import { ownPack } from '../../support/samples/policies-on-disk.ts';
import { ProcedureStory } from '../../support/stories/procedure-story.ts';

const organisation = 'development-fund';
const base = `/v1/organisations/${organisation}`;
const [centre, manager, quality] = ['contact-centre.1', 'manager.1', 'quality.1'].map(
  (id) => `${organisation}.${id}`,
) as [string, string, string];

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  await api.hire(centre);
});
afterAll(() => api.stop());

async function started(procedure: string): Promise<string> {
  const { view } = await api.as(centre).post(`${base}/procedures`, { procedure, text: 'طلب (مثال)' });
  const address = `${base}/procedures/${view.number}`;
  await api.projected(address, centre, ({ status }) => status === 'open');
  return address;
}

async function took(address: string, by: string, command: string, body: object, digest?: string): Promise<CaseView> {
  const headers: Record<string, string> = digest ? { 'if-match': `"${digest}"` } : {};
  const answer = await api.as(by).post(`${address}/${command}`, body, { headers });
  expect([command, answer.status]).toEqual([command, 200]);
  return answer.view;
}

const digestOf = (view: CaseView, id: string) =>
  (view.detail as { steps: { id: string; approval: { digest: string } | null }[] }).steps.find((one) => one.id === id)
    ?.approval?.digest;

test('F-13: the fields of a step are asked for, each with what is wrong; offers lie unread until the closing day', async () => {
  const address = await started('vendor-selection');
  const view = await took(address, centre, 'submit', { text: 'معايير الاختيار (مثال)' });
  await took(address, manager, 'approve', {}, digestOf(view, 'criteria-approval'));
  const publish = (fields?: object) => api.as(centre).post(`${address}/carry-out`, { text: 'نُشر الطلب', fields });
  const errors = async (fields?: object) => (await publish(fields)).problem.errors;
  expect(await errors()).toEqual([{ path: 'fields.closesOn', message: 'is required' }]);
  expect(await errors({ closesOn: 'غدًا', other: 'x' })).toEqual([
    { path: 'fields.other', message: 'is no field of this step' },
    { path: 'fields.closesOn', message: 'must be a date such as 2030-01-31' },
  ]);
  expect((await publish({ closesOn: '2020-01-01' })).problem.detail).toContain('closesOn is a day that has passed');
  expect((await publish({ closesOn: '2030-01-31' })).status).toBe(200);
  await took(address, centre, 'receive', { text: 'عرض مقدم الخدمة الأول (مثال)' });
  await took(address, centre, 'receive', { text: 'عرض مقدم الخدمة الثاني (مثال)' });
  const words = await api.as(manager).get(`${address}/words`);
  expect(JSON.stringify(words.as())).not.toContain('عرض مقدم الخدمة');
  expect(words.as<{ words: { sealed?: true }[] }>().words.filter(({ sealed }) => sealed)).toHaveLength(2);
  const number = address.split('/').at(-1) ?? '';
  const found = async (text: string) =>
    (await api.as(manager).get(`${base}/cases?text=${encodeURIComponent(text)}`)).as<{ items: CaseView[] }>().items;
  expect(await found('عرض مقدم الخدمة')).toEqual([]);
  expect(await found('نُشر الطلب')).toMatchObject([{ number }]);
  const own = await api.as(manager).get(`${base}/own-data/${number}`);
  expect(JSON.stringify(own.as())).not.toContain('عرض مقدم الخدمة');
  expect(own.as<{ entries: { sealed?: true }[] }>().entries.filter(({ sealed }) => sealed)).toHaveLength(2);
  expect((await api.as(quality).post(`${address}/carry-out`, { text: 'فُتحت العروض' })).status).toBe(409);
});

test('F-13: the register has no vendor before a contract, is read by those of the procedure, and by nobody else', async () => {
  const register = `${base}/procedure-registers/vendor-selection`;
  const { items } = (await api.as(centre).get(register)).as<{ items: RegisterItem[] }>();
  expect(items).toEqual([]);
  expect((await api.as(`${organisation}.agent.1`).get(register)).refusal).toBe('403 Forbidden');
  expect((await api.as(centre).get(`${base}/procedure-registers/moderation`)).status).toBe(404);
});

/** The words of each contribution, as they lie in the vault. */
const keep = (number: string, id: string, fields: Record<string, string>) =>
  storeText(api.database, {
    ...{ _id: `${number}/${id}`, organisation, number, personId: null, tokens: [], createdAt: at },
    content: { text: 'نص (مثال)', fields, command: 'carry-out', by: centre },
  });

const at = '2026-03-12T05:00:00Z';

/** An occurrence as it stands, stored as a projection stores it. */
async function stored(story: ProcedureStory, number: string): Promise<void> {
  const projection = projectionOf(story.kind, story.record);
  const view = { ...projection.view, number, organisation };
  const found = { ...projection, _id: caseId(organisation, number), organisation, number, view };
  await api.database.cases.collection.insertOne({ ...found, revision: 1, sequence: 1 } as never);
}

function told(id: string): ProcedureStory {
  const policy = procedureSliceFor(ownPack(organisation), id);
  if (!policy) throw new Error(`no procedure ${id}`);
  return new ProcedureStory({ at, policy });
}

test('F-13: a vendor is on the register with contract, clauses and the standards as measured last', async () => {
  const [selection, evaluation] = ['DF-T-AAAAA-AAAAA1', 'DF-T-AAAAA-AAAAA2'];
  const by = (role: string) => person(role, role);
  const offer = { experience: 90, skills: 90, record: 90, cost: 90, fit: 90 };
  const later = '2026-03-22T05:00:00Z';
  const clauses = await keep(selection, 'clauses', { security: 'تشفير البيانات', privacy: 'لا مشاركة' });
  const vendor = await keep(selection, 'vendor', { vendor: 'شركة النور (مثال)' });
  const chosen = told('vendor-selection').act('submit', by('contact-centre'), at).act('approve', by('manager'), at);
  chosen.act('carry-out', by('contact-centre'), at, { values: { closesOn: '2026-03-19' } }).reach(later);
  chosen.act('carry-out', by('quality'), later);
  for (const role of ['contact-centre', 'quality'])
    chosen.act('evaluate', by(role), later, { subjects: [{ id: 'al-noor', values: offer }] });
  chosen.act('approve', by('manager'), later).act('submit', by('contact-centre'), later, { words: clauses });
  const values = { code: 'al-noor', startsOn: '2026-04-01', endsOn: '2027-03-31', value: '250000' };
  chosen.act('review', by('manager'), later).act('carry-out', by('contact-centre'), later, { words: vendor, values });
  await stored(chosen, selection);
  const judged = told('vendor-evaluation');
  for (const [role, rate] of [
    ['contact-centre', 90],
    ['quality', 96],
  ] as const)
    judged.act('evaluate', by(role), later, {
      subjects: [{ id: 'al-noor', values: { 'response-rate': rate, quality: 85, punctuality: 95, cost: 100 } }],
      recommendations: [{ id: '1-1', owner: centre, dueOn: '2026-06-01', subject: 'al-noor' }].slice(
        rate === 96 ? 0 : 1,
      ),
    });
  await stored(judged, evaluation);
  const answer = await api.as(manager).get(`${base}/procedure-registers/vendor-selection`);
  const { items } = answer.as<{ items: RegisterItem[] }>();
  expect(items).toHaveLength(1);
  const [item] = items;
  expect(item).toMatchObject({ code: 'al-noor', number: selection, status: 'open' });
  expect(item?.fields.map(({ field, value }) => `${field}: ${value}`)).toEqual([
    'closesOn: 2026-03-19',
    ...['security: تشفير البيانات', 'privacy: لا مشاركة'],
    ...['code: al-noor', 'vendor: شركة النور (مثال)', 'startsOn: 2026-04-01', 'endsOn: 2027-03-31', 'value: 250000'],
  ]);
  expect(item?.measured).toMatchObject({ number: evaluation });
  expect(item?.measured?.standards.map(({ standard, value, isMet }) => [standard, value, isMet])).toEqual([
    ['response-rate', 93, false],
    ['quality', 85, true],
    ['punctuality', 95, true],
    ['cost', 100, true],
  ]);
});

test('F-13: every vendor on the register is evaluated and nobody else; each that misses a standard asks for its own action', async () => {
  const at = await started('vendor-evaluation');
  const good = { 'response-rate': 95, quality: 85, punctuality: 95, cost: 100 };
  const bad = { ...good, quality: 40 };
  const text = 'قيست القيم من سجل الربع (مثال)';
  const evaluate = (by: string, values: Record<string, object>, recommendations: object[] = []) => {
    const subjects = Object.entries(values).map(([id, each]) => ({ id, values: each }));
    return api.as(by).post(`${at}/evaluate`, { text, subjects, recommendations });
  };
  const errors = async (values: Record<string, object>) => (await evaluate(centre, values)).problem.errors;
  const wrong = (message: string) => [{ path: 'subjects', message }];
  // Another vendor is chosen, and the contract of a third has ended.
  const first = await api.database.cases.findOne({ _id: caseId(organisation, 'DF-T-AAAAA-AAAAA1') }).lean();
  const another = async (number: string, code: string, changed: (view: string) => string = (view) => view) => {
    const view = JSON.parse(changed(JSON.stringify(first?.view).replaceAll('al-noor', code))) as CaseView;
    const found = { ...first, _id: caseId(organisation, number), number, view: { ...view, number } };
    await api.database.cases.collection.insertOne(found as never);
  };
  await another('DF-T-AAAAA-AAAAA3', 'al-fajr');
  await another('DF-T-AAAAA-AAAAA4', 'al-amal', (view) => {
    const story = JSON.parse(view) as CaseView;
    const step = (story.detail as { steps: { id: string; contributions: object[] }[] }).steps.find(
      ({ id }) => id === 'renewal',
    );
    step?.contributions.push({
      by: centre,
      standingInFor: null,
      at: '2026-03-22T05:00:00Z',
      words: null,
      findings: ['ended'],
    });
    return JSON.stringify(story);
  });
  expect(await errors({})).toEqual(wrong('lacks al-fajr, al-noor: all that is on the register is evaluated'));
  expect(await errors({ 'al-noor': bad })).toEqual(wrong('lacks al-fajr: all that is on the register is evaluated'));
  const all = { 'al-noor': bad, 'al-fajr': bad };
  expect(await errors({ ...all, unknown: good })).toEqual(wrong('has unknown, which the register does not have'));
  expect((await evaluate(centre, { ...all, 'al-amal': good })).status).toBe(200);
  const about = (subject?: string) => ({
    text: 'خطة تصحيح (مثال)',
    owner: centre,
    dueOn: '2030-06-02',
    ...(subject ? { subject } : {}),
  });
  for (const recommendations of [
    [about()],
    [about('al-noor'), about('al-noor')],
    [about('al-noor'), about('elsewhere')],
  ])
    expect((await evaluate(quality, all, recommendations)).refusal).toBe('409 Incomplete');
  const done = await evaluate(quality, all, [about('al-noor'), about('al-fajr')]);
  expect(done.view.detail).toMatchObject({ recommendations: [{ subject: 'al-noor' }, { subject: 'al-fajr' }] });
});
