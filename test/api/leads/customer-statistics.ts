import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { enterOwnFields } from '../../../db/registry/custom-fields.ts';
import { enter, prepared } from '../../support/api/registry-lab.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'neighbourhood-centres';
const base = `/v1/organisations/${organisation}/customer-statistics`;
const manager = `${organisation}.manager.1`;
const customers = Array.from({ length: 6 }, (_, at) => `NC-P-STAT${at}`);

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation], worker: false });
  const wishes = customers.map((customer) => ({
    customer,
    base: 0,
    record: { fields: { district: 'north', note: 'كلام' } },
  }));
  await enter(api.database, 'R-NEW', await prepared(api.database, 'R-NEW', wishes, organisation), organisation);
  const given = customers.map((customer, at) => ({
    ...{ _id: `${organisation}/${at}` as never, organisation, reference: `${at}`, programme: 'club', customer },
    ...{
      amount: '100.50',
      currency: 'SAR',
      paidOn: '2026-02-01',
      importedBy: manager,
      importedAt: '2026-02-01T00:00:00Z',
    },
  }));
  await api.database.contributions.collection.insertMany(given);
  const prints = await api.database.customers.find({ organisation }).lean();
  for (const [at, { _id: customer }] of prints.entries()) {
    const identities = [`token-${at}`];
    await api.database.customers.collection.updateOne({ _id: customer as never }, { $set: { identities } });
    const number = `NC-C-STAT${at}`;
    const _id = `${organisation}/${number}` as never;
    const verdicts = [{ round: 1, helped: true, expected: 3, perceived: at === 0 ? 1 : 5 }];
    await api.database.fingerprints.collection.insertOne({ _id, organisation, number, persons: identities });
    await api.database.cases.collection.insertOne({ _id, organisation, number, view: { detail: { verdicts } } });
  }
});
afterAll(() => api.stop());

const save = (name: string, asked: object, who = manager) =>
  api.as(who).post(base, { name, title: { ar: 'إحصائية (مثال)', en: 'Statistics (example)' }, asked });
const read = (name: string, query = '') => api.as(manager).get(`${base}/${name}${query}`);

test('N-23: a question is saved under a name, and answered as a table, a chart, CSV and Excel', async () => {
  await save('given', { measure: 'contributions', by: ['party'] });
  const { fields, items } = (await api.as(manager).get(base)).as<{
    fields: { name: string }[];
    items: { name: string }[];
  }>();
  expect(items.map(({ name }) => name)).toEqual(['given']);
  expect(fields.map(({ name }) => name)).toContain('class');
  expect((await read('given')).as()).toMatchObject({
    ...{ currency: 'SAR', savedBy: manager, total: { customers: 6, value: '603.00' } },
    rows: [{ customers: 6, value: '603.00' }],
  });
  expect((await read('given', '?format=csv')).text).toContain('603.00');
  expect((await read('given', '?format=html')).text).toMatch(/dir="rtl"[\s\S]*<svg[\s\S]*المساهمات/);
  expect((await read('given', '?format=xlsx')).status).toBe(200);
  const looks = await api.database.accesses.find({ by: manager, what: 'statistics given' }).lean();
  expect(looks).toHaveLength(4);
});

test('N-23: complaints and satisfaction are counted with the customer who sent them', async () => {
  await save('complaints', { measure: 'complaints', by: [] });
  expect((await read('complaints')).as()).toMatchObject({ total: { customers: 6, value: 6 }, rows: [] });
  await save('satisfaction', { measure: 'satisfaction', by: ['status'] });
  expect((await read('satisfaction')).as()).toMatchObject({
    total: { value: 4.33 },
    rows: [{ keys: ['active'], value: 4.33 }],
  });
});

test('N-23: nobody counts by what is no code, nor without the right to read the registry', async () => {
  expect((await save('names', { measure: 'count', by: ['name'] })).refusal).toBe('422 Invalid');
  expect((await save('marks', { measure: 'count', by: [], where: { interests: ['x'] } })).refusal).toBe('422 Invalid');
  expect((await api.as(manager).get(`${base}/nothing`)).refusal).toBe('404 NotFound');
  await api.hire(`${organisation}.council-secretary.1`);
  expect((await save('mine', { measure: 'count', by: [] }, `${organisation}.council-secretary.1`)).refusal).toBe(
    '403 Forbidden',
  );
  await save('few', { measure: 'count', by: ['class'], where: { party: ['body'] } });
  expect((await read('few')).as()).toMatchObject({ total: { customers: 0, value: 0 }, rows: [] });
});

test('N-23: the contact channel of the form is counted, and what an organisation adds by code, such as a district', async () => {
  const title = (ar: string, en: string) => ({ title: { ar, en } });
  await enterOwnFields(api.database, {
    ...{ organisation, change: 'R-FIELDS', base: 0, by: manager, standingInFor: null, at: '2026-03-01T06:00:00Z' },
    fields: [
      {
        name: 'district',
        ...title('الحي', 'District'),
        required: false,
        choices: [{ code: 'north', ...title('الشمال (مثال)', 'North') }],
      },
      { name: 'note', ...title('ملاحظة', 'Note'), required: false, choices: null },
    ],
  });
  await save('districts', { measure: 'count', by: ['own.district', 'contact-channel'] });
  expect((await read('districts')).as()).toMatchObject({ rows: [{ keys: ['north', 'sms'], customers: 6 }] });
  const csv = (await read('districts', '?format=csv&language=ar')).text;
  for (const words of ['الحي,قناة التواصل', 'الشمال (مثال)']) expect(csv).toContain(words);
  await save('letters', { measure: 'count', by: [], where: { 'contact-channel': ['letter'] } });
  expect((await read('letters')).as()).toMatchObject({ total: { customers: 0 } });
  // What is no code is none of them.
  expect((await save('notes', { measure: 'count', by: ['own.note'] })).refusal).toBe('422 Invalid');
});
