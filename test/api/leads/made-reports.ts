import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { digestAnew, makeReport } from '../../../application/reports/made/make-report.ts';
import { periodAround } from '../../../reports/periods.ts';
import { complaintBody, driven, opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { ownPack } from '../../support/samples/policies-on-disk.ts';
import { riyadhToday } from '../../support/samples/sample-calendar.ts';

const organisation = 'neighbourhood-centres';
const monthly = 'monthly-performance';
const { from } = periodAround('month', riyadhToday());
/** When this month and the next one are over. */
const later = new Date(Date.now() + 70 * 86_400_000);

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'sandbox'] });
  const closed = await driven(api, organisation, [
    ['accept', {}],
    ['find-party', { party: 'centre-affairs', analysis: 'أسباب التأخر في الموعد (مثال)' }],
    ['answer', { text: 'حل (مثال)', solved: true }],
  ]);
  const open = await opened(api, organisation, { about: [`${organisation}.quality.1`] });
  await api.projected(closed.address, `${organisation}.manager.1`, ({ status }) => status === 'answered');
  await api.projected(open.address, `${organisation}.manager.1`, () => true);
});
afterAll(() => api.stop());

test('N-17: a report is made once its period is over, kept, and comes out again with the same digest', async () => {
  const make = (now: Date) => makeReport(api.database, organisation, monthly, { from }, now);
  await expect(make(new Date())).rejects.toThrow('a minute after the end of its period');
  const made = await make(later);
  expect(made.id).toBe(`${organisation}/${monthly}/${from}`);
  expect(made.content).toMatchObject({
    rule: 'N-17',
    from,
    policies: [ownPack(organisation).version],
    figures: { cases: 2 },
  });
  const worth = (name: string) => made.content.figures.measures.find(({ measure }) => measure === name)?.total.value;
  expect([worth('received'), worth('answered'), worth('closed'), worth('solvedShare')]).toEqual([2, 1, 0, null]);
  expect(await digestAnew(api.database, made)).toBe(made.digest);
  // What is written afterwards changes nothing of it, although it counts from an instant of the period.
  const before = { ...made, content: { ...made.content, writtenBy: new Date().toISOString() } };
  const digest = await digestAnew(api.database, before);
  const third = await opened(api, organisation);
  await api.projected(third.address, `${organisation}.manager.1`, () => true);
  expect(await digestAnew(api.database, before)).toBe(digest);
  expect(await digestAnew(api.database, made)).not.toBe(made.digest);
  expect(await make(new Date(later.getTime() + 86_400_000))).toEqual(made);
});

test('what stands beside each case counts as its events do, and a case without it is counted by them', async () => {
  const made = await makeReport(api.database, organisation, monthly, { from }, later);
  const everything = { ...made, content: { ...made.content, writtenBy: later.toISOString() } };
  const cases = await api.database.cases.find({ organisation, 'view.kind': 'complaint' }).lean();
  for (const { slim = {}, sequence } of cases) expect(Object.keys(slim)).toHaveLength(sequence);
  const digest = await digestAnew(api.database, everything);
  expect(digest).not.toBe(made.digest);
  const all = { organisation };
  const lost = 'slim.e1';
  await api.database.cases.collection.updateMany(all, { $rename: { [lost]: 'kept' } });
  expect(await digestAnew(api.database, everything)).toBe(digest);
  // What stands there is what is read: without its beginning it is no complaint.
  await api.database.cases.collection.updateMany(all, { $rename: { kept: lost } });
  await api.database.cases.collection.updateMany(
    { ...all, 'slim.e3': { $exists: true } },
    { $set: { 'slim.e1': '2' } },
  );
  expect(await digestAnew(api.database, everything)).not.toBe(digest);
  await api.database.cases.collection.updateMany(all, { $unset: { slim: '' } });
  expect(await digestAnew(api.database, everything)).toBe(digest);
});

const base = `/v1/organisations/${organisation}/reports`;
const manager = `${organisation}.manager.1`;

test('a report is read as it stands, in words of either language, and nobody else reads it', async () => {
  const { items } = (await api.as(manager).get(`${base}/definitions`)).as<{ items: { id: string; rule: string }[] }>();
  expect(items.map(({ id, rule }) => [id, rule])).toEqual(
    expect.arrayContaining([
      [monthly, 'N-17'],
      ['channel-kpis', 'F-12'],
    ]),
  );
  const address = `${base}/channel-kpis/${periodAround('quarter', from).from}`;
  expect((await api.as(`${organisation}.agent.1`).get(address)).refusal).toBe('403 Forbidden');
  const json = (await api.as(manager).get(address)).as<{
    digest: null;
    measures: { measure: string; total: object }[];
  }>();
  expect(json.digest).toBeNull();
  expect(json.measures[0]).toMatchObject({ measure: 'received', total: { value: 3, n: 3 } });
  const csv = await api.as(manager).get(`${address}?format=csv&language=ar`);
  expect(csv.text).toContain('الواردة,عدد,القناة,');
  const page = await api.as(manager).get(`${address}?format=html&language=ar`);
  expect(page.text).toMatch(/<html lang="ar" dir="rtl">[\s\S]*هـ، الموافق [\s\S]*<svg[\s\S]*نسبة الاستجابة/);
  expect((await api.as(manager).get(`${address}?format=html&language=en`)).text).toMatch(
    /dir="ltr"[\s\S]* AH\)[\s\S]*<svg/,
  );
  const book = await api.as(manager).get(`${address}?format=xlsx`);
  expect(book.status).toBe(200);
});

test('a number leads to its complaints, without those about the reader, and no judgement leads to any', async () => {
  const address = `${base}/${monthly}/${from}`;
  const numbers = async (who: string, cell: string) => {
    const answer = await api.as(`${organisation}.${who}`).get(`${address}/cases?cell=${cell}`);
    return answer.as<{ items: { number: string }[] }>().items.length;
  };
  expect(await numbers('manager.1', 'received')).toBe(3);
  expect(await numbers('manager.1', 'answered')).toBe(1);
  expect(await numbers('manager.1', `answered/agent/${organisation}.agent.1`)).toBe(1);
  expect(await numbers('manager.1', 'answered/agent/nobody')).toBe(0);
  // One of the three is about this person.
  expect(await numbers('quality.1', 'received')).toBe(2);
  const refused = async (cell: string) => (await api.as(manager).get(`${address}/cases?cell=${cell}`)).refusal;
  expect(await refused('satisfaction')).toBe('403 Forbidden');
  expect(await refused('received/no-dimension/x')).toBe('400 InvalidQuery');
  const odd = ['2026-01-02', '0000-01-01', '2026-02-30', 'soon'].map((from) => `${monthly}/${from}`);
  for (const report of [...odd, 'weekly-tickets/9999-12-26']) {
    expect((await api.as(manager).get(`${base}/${report}`)).refusal).toBe('400 InvalidQuery');
    expect((await api.as(manager).post(`${base}/${report}`)).refusal).toBe('400 InvalidQuery');
  }
  const quarter = `${base}/channel-kpis/${periodAround('quarter', from).from}`;
  expect((await api.as(manager).post(quarter, {})).refusal).toBe('409 NotAllowedNow');
});

test('N-14: a customer who writes again of the same within ninety days is counted as repeated', async () => {
  const address = `${base}/repeated-complaints/${from}`;
  const report = async () => {
    const { measures } = (await api.as(manager).get(address)).as<{
      measures: { measure: string; total: { value: number } }[];
    }>();
    return Object.fromEntries(measures.map(({ measure, total }) => [measure, total.value]));
  };
  expect(await report()).toMatchObject({ received: 3, repeated: 2, repeatedShare: 66.7 });
  const long = new Date(Date.now() - 91 * 86_400_000).toISOString();
  const [first] = await api.database.fingerprints.find({ organisation }).sort({ at: 1 }).lean();
  await api.database.fingerprints.collection.updateOne({ _id: first?._id as never }, { $set: { at: long } });
  expect(await report()).toMatchObject({ repeated: 1 });
  await api.database.fingerprints.collection.updateOne({ _id: first?._id as never }, { $set: { category: 'another' } });
  expect(await report()).toMatchObject({ repeated: 1 });
});

test('N-14: what comes again about one centre or branch is counted there, whoever sent it', async () => {
  const sandbox = 'sandbox';
  const { customer, fields } = complaintBody(sandbox) as { customer: object; fields: object };
  const about = (place: object, phone: string) =>
    opened(api, sandbox, {
      fields: { ...fields, ...place },
      customer: { ...customer, phone, email: `a${phone}@example.org` },
    });
  const numbers = [
    (await about({ branch: 'north' }, '0500000011')).number,
    (await about({ branch: 'north' }, '0500000012')).number,
    (await about({ branch: 'south' }, '0500000013')).number,
    (await about({}, '0500000014')).number,
  ];
  const reader = `${sandbox}.manager.1`;
  for (const number of numbers)
    await api.projected(`/v1/organisations/${sandbox}/complaints/${number}`, reader, () => true);
  const address = `/v1/organisations/${sandbox}/reports/repeated-by-place/${from}`;
  const read = async () => {
    const { measures } = (await api.as(reader).get(address)).as<{
      measures: { measure: string; total: { value: number }; by: { place?: { key: string; value: number }[] } }[];
    }>();
    const of = (name: string) => measures.find(({ measure }) => measure === name);
    const byPlace = (name: string) => of(name)?.by.place?.map(({ key, value }) => [key, value]);
    return { total: of('repeatedAtPlace')?.total.value, repeated: of('repeated')?.total.value, byPlace };
  };
  const first = await read();
  // No one of these people had written before.
  expect([first.total, first.repeated]).toEqual([1, 0]);
  expect(first.byPlace('repeatedAtPlace')).toEqual([['north', 1]]);
  expect(first.byPlace('received')).toEqual([
    ['-', 1],
    ['north', 2],
    ['south', 1],
  ]);
  expect((await api.as(reader).get(`${address}?format=csv&language=ar`)).text).toContain('الفرع الشمالي (مثال)');
  const cell = `${address}/cases?cell=repeatedAtPlace/place/north`;
  expect((await api.as(reader).get(cell)).as<{ items: object[] }>().items).toMatchObject([{ number: numbers[1] }]);
  const set = (change: object) =>
    api.database.fingerprints.collection.updateOne({ _id: `${sandbox}/${numbers[0]}` as never }, { $set: change });
  await set({ category: 'another' });
  expect((await read()).total).toBe(0);
  await set({ category: 'complaint', at: new Date(Date.now() - 91 * 86_400_000).toISOString() });
  expect((await read()).total).toBe(0);
  await set({ at: new Date(Date.now() - 89 * 86_400_000).toISOString() });
  expect((await read()).total).toBe(1);
});

test('a report that has been kept is read as it was kept, and is checked', async () => {
  const address = `${base}/${monthly}/2026-01-01`;
  const kept = (await api.as(manager).post(address, {})).as<{ digest: string; cases: number }>();
  expect(kept.cases).toBe(0);
  expect((await api.as(manager).get(address)).as()).toEqual(kept);
  const check = (await api.as(manager).get(`${address}/check`)).as();
  expect(check).toEqual({ digest: kept.digest, again: kept.digest, isSame: true });
  await api.database.madeReports.collection.updateOne(
    { _id: `${organisation}/${monthly}/2026-01-01` as never },
    { $set: { digest: 'another' } },
  );
  expect((await api.as(manager).get(`${address}/check`)).as()).toMatchObject({ isSame: false });
  expect((await api.as(manager).get(`${base}/channel-kpis/2026-01-01/check`)).refusal).toBe('404 NotFound');
});
