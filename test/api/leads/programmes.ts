import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { enter, prepared } from '../../support/api/registry-lab.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'neighbourhood-centres';
const programmes = `/v1/organisations/${organisation}/programmes`;
const contributions = `/v1/organisations/${organisation}/contributions`;
const club = {
  code: 'club',
  name: { ar: 'نادي (مثال)', en: 'Club (example)' },
  centre: 'مركز مثال',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  fundingNeeded: '25000',
};
const [donor, twin] = ['NC-P-DONOR', 'NC-P-TWIN'];

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation], worker: false });
  const wishes = [donor, twin].map((customer) => ({ customer, base: 0 }));
  await enter(api.database, 'R-NEW', await prepared(api.database, 'R-NEW', wishes, organisation), organisation);
  expect((await manager().post(programmes, club)).status).toBe(201);
});
afterAll(() => api.stop());

const manager = () => api.as(`${organisation}.manager.1`);
/** A programme of a test's own, and what is given to it under references of its own: none counts what another has given. */
async function ownProgramme(code: string) {
  expect((await manager().post(programmes, { ...club, code })).status).toBe(201);
  const reference = (number: number) => `${code}-${number}`;
  const gift = (number: number, more: object = {}) => ({
    ...{ reference: reference(number), programme: code, customer: donor, amount: '100.50', paidOn: '2026-02-01' },
    ...more,
  });
  return {
    reference,
    gift,
    give: async (number: number, more: object = {}) => {
      const answer = await manager().post(contributions, gift(number, more));
      expect(answer.as()).toMatchObject({ counted: [reference(number)] });
    },
    totals: async () => (await totals()).filter(({ programme }) => programme === code),
  };
}
const importCsv = (csv: string, key: string) =>
  manager().send('POST', `${contributions}/import`, csv, { 'content-type': 'text/csv', 'idempotency-key': key });
const totals = async () =>
  (await manager().get(`${contributions}/totals`)).as<{ items: { programme: string }[] }>().items;

test('a programme is added once, changed by a manager, and read by the registry’s readers', async () => {
  expect((await manager().post(programmes, { ...club, centre: 'آخر' })).refusal).toBe('409 ProgrammeStands');
  const { code, ...fields } = club;
  const changed = await manager().post(`${programmes}/club/change`, { ...fields, fundingNeeded: '30000' });
  expect(changed.as()).toMatchObject({ code, fundingNeeded: '30000.00' });
  const agent = api.as(`${organisation}.agent.1`);
  const { items } = (await agent.get(programmes)).as<{ items: { code: string }[] }>();
  expect(items.filter((item) => item.code === code)).toEqual([changed.as()]);
  expect((await agent.post(programmes, { ...club, code: 'other' })).refusal).toBe('403 Forbidden');
  expect((await manager().post(programmes, { ...club, code: 'x', endsOn: '2025-01-01' })).refusal).toBe('422 Invalid');
});

test('a contribution counts once, and one that differs under its reference is shown as a conflict', async () => {
  const { gift, ...own } = await ownProgramme('once');
  const outcome = { repeated: [], conflicts: [], counted: ['once-1'] };
  expect((await manager().post(contributions, gift(1))).as()).toEqual(outcome);
  expect((await manager().post(contributions, gift(1))).as()).toMatchObject({ counted: [], repeated: ['once-1'] });
  const other = await manager().post(contributions, gift(1, { amount: '7' }));
  expect([other.refusal, other.problem.detail]).toEqual(['409 ContributionStands', expect.stringContaining('100.50')]);
  expect(await own.totals()).toEqual([{ programme: 'once', year: 2026, contributions: 1, total: '100.50' }]);
});

test('a file with Arabic titles and digits is reconciled by reference, with totals per programme and year', async () => {
  const { give, ...own } = await ownProgramme('file');
  await give(1);
  const csv = [
    '\ufeffالمرجع,البرنامج,العميل,المبلغ,تاريخ الدفع',
    `file-2,file,${donor},٢٠٠,2027-01-05`,
    `file-3,file,${twin},0.25,2027-01-06`,
    `file-2,file,${donor},200.00,2027-01-05`,
    `file-1,file,${donor},5,2026-02-01`,
  ].join('\r\n');
  const answer = await importCsv(csv, 'first');
  expect(answer.as()).toEqual({
    counted: ['file-2', 'file-3'],
    repeated: ['file-2'],
    conflicts: [
      { reference: 'file-1', stands: { programme: 'file', customer: donor, amount: '100.50', paidOn: '2026-02-01' } },
    ],
  });
  expect((await importCsv(csv, 'first')).as()).toEqual(answer.as());
  const repeated = ['file-2', 'file-3', 'file-2'];
  expect((await importCsv(csv, 'again')).as()).toMatchObject({ counted: [], repeated });
  expect(await own.totals()).toContainEqual({ programme: 'file', year: 2027, contributions: 2, total: '200.25' });
});

test('a file with semicolons and columns of the financial system’s own is read; one that is no UTF-8 is not', async () => {
  const { give } = await ownProgramme('columns');
  await give(2, { amount: '200', paidOn: '2027-01-05' });
  const line = `77;columns-2;columns;${donor};200;2027-01-05`;
  const csv = `cost centre;reference;programme;customer;amount;paidOn\n\n${line}\n`;
  const answer = await importCsv(csv, 'semicolons');
  expect(answer.as()).toMatchObject({ counted: [], repeated: ['columns-2'], conflicts: [] });
  const windows = Buffer.from(csv.replace('centre', 'cent\u00e9'), 'latin1');
  expect((await importCsv(windows as never, 'windows')).refusal).toBe('422 Invalid');
});

test('a file with a line that is no contribution is refused with the line, and none of it is taken', async () => {
  const before = await totals();
  const lines = ['F-8,club,NC-P-DONOR,10,2026-03-01', 'F-9,chess,NC-P-NOBODY,-1,2026-03-01'];
  const answer = await importCsv(['reference,programme,customer,amount,paidOn', ...lines].join('\n'), 'bad');
  const paths = ['line 3, programme', 'line 3, customer', 'line 3, amount'];
  expect([answer.refusal, answer.problem.errors?.map(({ path }) => path)]).toEqual(['422 Invalid', paths]);
  expect(await totals()).toEqual(before);
});

test('R1: a line with a comma in its amount is refused with the line and both counts', async () => {
  const before = await totals();
  const csv = `reference,programme,customer,paidOn,amount\nF-4,club,${donor},2026-03-01,1,500.00\n`;
  const answer = await importCsv(csv, 'comma');
  const message = expect.stringContaining('6 من الخلايا، والعناوين 5');
  expect([answer.refusal, answer.problem.errors]).toEqual(['422 Invalid', [{ path: 'line 2', message }]]);
  expect(await totals()).toEqual(before);
});

test('R3: line ends of every kind in one file each end a line', async () => {
  const { give, reference } = await ownProgramme('ends');
  await give(2, { amount: '200', paidOn: '2027-01-05' });
  await give(3, { amount: '0.25', paidOn: '2027-01-06' });
  const lines = [2, 3, 2].map((number) => `${reference(number)},ends,${donor},2027-01-05,200`);
  const csv = `reference,programme,customer,paidOn,amount\r\n${lines.join('\n')}\r`;
  const { repeated, conflicts } = (await importCsv(csv, 'line-ends')).as<{ repeated: string[]; conflicts: object[] }>();
  expect([repeated, conflicts]).toMatchObject([['ends-2', 'ends-2'], [{ reference: 'ends-3' }]]);
});

test('what somebody gave under a number that has been merged counts as his who goes on', async () => {
  const [merged, survivor] = ['NC-P-MERGED', 'NC-P-SURVIVOR'];
  const enterForm = async (change: string, wishes: Parameters<typeof prepared>[2]) =>
    enter(api.database, change, await prepared(api.database, change, wishes, organisation), organisation);
  await enterForm(
    'R-TWO',
    [merged, survivor].map((customer) => ({ customer, base: 0 })),
  );
  const { give, reference } = await ownProgramme('merged');
  await give(1, { customer: survivor });
  await give(2, { customer: survivor });
  await give(3, { customer: merged });
  await enterForm('R-MERGE', [
    { customer: merged, base: 1, status: 'merged', mergedInto: survivor },
    { customer: survivor, base: 1 },
  ]);
  // Whichever of the numbers is asked for.
  for (const customer of [survivor, merged]) {
    const { items } = (await manager().get(`${contributions}?customer=${customer}`)).as<{
      items: { reference: string }[];
    }>();
    expect(items.map((item) => item.reference)).toEqual([1, 2, 3].map(reference));
  }
});
