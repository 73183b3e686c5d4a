import { read as readWorkbook, utils } from '@e965/xlsx';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CaseView } from '../../../domain/case/view.ts';
import { type Answer, eventually } from '../../support/api/api-client.ts';
import {
  addProgramme,
  colleague,
  contact,
  developer,
  donor,
  LeadInApi,
  leadBody,
  leads,
  manager,
  must,
  officer,
  organisation,
  otherDonor,
  prepareLeads,
} from '../../support/api/leads.ts';
import { password, type RunningApi, startApi } from '../../support/api/running-api.ts';

interface Sum {
  key: string;
  leads: number;
  expected: string;
  weighted: string;
}

let api: RunningApi;
let first: LeadInApi;
let closed: LeadInApi;
/** What the reports said of those leads, before a test adds one. */
let shown: Record<'pipeline' | 'csv' | 'week' | 'later', Answer> & { workbook: ArrayBuffer };
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  await prepareLeads(api);
  first = await (await LeadInApi.open(api, { expectedAmount: '0.10', successRate: 25 })).appointed();
  const cancelled = await LeadInApi.open(api, { successRate: 100 });
  await cancelled.step(manager, 'cancel', { text: 'لا أمل (مثال).' });
  closed = await (
    await (await LeadInApi.open(api, { expectedAmount: '1000', successRate: 33 })).step(officer, 'follow', contact)
  ).closed();
  await closed.step(manager, 'review', { outcome: 'progressing', successRate: 33 });
  await closed.step(manager, 'rate', { successRate: 90, text: 'تعهّد خطيًا (مثال).' });
  const rated = await api.projected(closed.address, manager, ({ detail }) => detail.rate === 90);
  expect(rated.detail.factors).toEqual(['shared-interest']);
  const authorization = `Bearer ${await tokenOf()}`;
  const workbook = await fetch(`${api.url}${leads}/pipeline?format=xlsx`, { headers: { authorization } });
  shown = {
    pipeline: await get('pipeline'),
    csv: await get('pipeline?format=csv'),
    workbook: await workbook.arrayBuffer(),
    week: await get('weekly-report'),
    later: await get('weekly-report?week=2099-01-04'),
  };
});
afterAll(() => api.stop());

const get = (path: string, who = manager) => api.as(who).get(`${leads}/${path}`);

test('the pipeline sums expected × rate by status, programme and owner, with the age in each status', async () => {
  const pipeline = shown.pipeline.as<{
    currency: string;
    items: { number: string; weighted: string; ageInDays: number; pledged: string | null }[];
    byStatus: Sum[];
    byProgramme: Sum[];
    byOwner: Sum[];
    chart: { programmes: string[]; series: { status: string; weighted: number[]; leads: number[] }[] };
  }>();
  const own = (lead: LeadInApi) => pipeline.items.find(({ number }) => number === lead.view.number);
  // A quarter of ten halalas is two and a half: half of the smallest unit is rounded up.
  expect(own(first)).toMatchObject({ weighted: '0.03', ageInDays: 0, pledged: null });
  expect(own(closed)).toMatchObject({ weighted: '900.00', pledged: '1000.00', received: '0.00' });
  expect(pipeline.byStatus).toContainEqual({ key: 'cancelled', leads: 1, expected: '1000.00', weighted: '1000.00' });
  expect(pipeline.byProgramme).toEqual([{ key: 'club', leads: 2, expected: '1000.10', weighted: '900.03' }]);
  expect(pipeline.byOwner).toEqual([{ key: officer, leads: 2, expected: '1000.10', weighted: '900.03' }]);
  expect(pipeline.chart.programmes).toEqual(['club']);
  expect(pipeline.chart.series.map(({ status, weighted, leads: count }) => [status, weighted, count])).toEqual([
    ['identified', [0.03], [1]],
    ['followed', [0], [0]],
    ['closed', [900], [1]],
    ['successful', [0], [0]],
    ['cancelled', [1000], [1]],
  ]);
  expect((await get('pipeline', officer)).refusal).toBe('403 Forbidden');
});

test('the pipeline comes as CSV and as an Excel workbook, in Arabic from the right', async () => {
  const { csv, workbook } = shown;
  expect(csv.headers.get('content-type')).toContain('text/csv');
  const lines = csv.text.trim().split('\r\n');
  expect(lines[0]).toContain('الرقم,البرنامج,المسؤول,الحالة');
  expect(lines.find((line) => line.includes(closed.view.number))).toContain('إغلاق,1000.00,90,900.00');
  const { SheetNames, Sheets } = readWorkbook(workbook);
  expect(utils.sheet_to_json(Sheets[SheetNames[0] ?? ''] ?? {}, { header: 1 })).toHaveLength(4);
});

/** The token of the manager, for a body that is no text. */
const tokenOf = async (): Promise<string> =>
  String((await api.anybody.post('/v1/session', { username: manager, password })).as<{ token: string }>().token);

test('the weekly report is made from the facts of the leads (N-06)', async () => {
  const report = shown.week.as<{ items: { number: string }[]; summary: object }>();
  expect(report.items.find(({ number }) => number === closed.view.number)).toMatchObject({
    ...{ status: 'closed', steps: ['identified', 'followed', 'closed'], reviewed: 1, missed: 0, contacts: 1 },
    rated: { from: 33, to: 90 },
  });
  expect(report.summary).toMatchObject({ leads: 3, reviewed: 1, missed: 0, contacts: 1, changed: 3 });
  const later = shown.later.as<{ items: object[]; summary: object; to: string }>();
  expect([later.to, later.summary]).toMatchObject(['2099-01-10', { leads: 2, reviewed: 0, changed: 0 }]);
  expect((await get('weekly-report?format=csv&language=en')).text).toContain('Number,Programme,Owner,Status');
  const arabic = (await get('weekly-report?format=csv')).text.split('\r\n');
  expect(arabic).toContainEqual(expect.stringContaining(`,برنامج club (مثال),${officer} (مثال),`));
  expect((await get('weekly-report?week=yesterday')).refusal).toBe('400 InvalidQuery');
});

test('a contribution shows in the lead that waits for it, without anybody asking (N-22)', async () => {
  await addProgramme(api, 'waits');
  const followed = await (await LeadInApi.open(api, { programme: 'waits' })).step(officer, 'follow', contact);
  const { address } = await followed.closed();
  await contribution('FIN-9', 'waits');
  const view = await api.projected(address, manager, ({ detail }) => fundingOf(detail) === '300.00');
  expect(view.detail.pledge).toMatchObject({ funding: { received: '300.00', contributions: 1 } });
});
/** 300 for a programme, of today. */
const contribution = (reference: string, programme: string) =>
  must(api, manager, `/v1/organisations/${organisation}/contributions`, {
    ...{ reference, amount: '300', programme, customer: donor },
    paidOn: new Date().toISOString().slice(0, 10),
  });
const fundingOf = (detail: CaseView['detail']) => (detail.pledge as { funding: { received: string } }).funding.received;

test('a round opens a lead for each programme in one go, each once, and all or none where one is wrong (N-07)', async () => {
  const programmes = `/v1/organisations/${organisation}/programmes`;
  for (const code of ['sports', 'library']) {
    await must(api, manager, programmes, {
      ...{ code, name: { ar: 'برنامج (مثال)', en: 'Programme (example)' }, centre: 'مركز مثال' },
      ...{ startsOn: '2026-01-01', endsOn: null, fundingNeeded: '5000' },
    });
  }
  const item = (programme: string, more: object = {}) => ({ ...leadBody, programme, ...more });
  const send = (portfolio: object[], key: string) =>
    api.as(manager).post(`${leads}/rounds`, { period: '2027-H1', portfolio }, { key });
  const wrong = await send([item('sports'), item('library', { prospects: ['NC-P-NOBODY'] })], 'wrong');
  expect([wrong.refusal, wrong.problem.errors?.[0]?.path]).toEqual(['422 Invalid', 'portfolio.1.prospects']);
  const portfolio = [item('sports', { owner: colleague }), item('library')];
  const opened = (await send(portfolio, 'round')).as<{ items: { number: string; programme: string }[] }>();
  expect(opened.items.map(({ programme }) => programme)).toEqual(['sports', 'library']);
  expect((await send(portfolio, 'round')).as()).toEqual(opened);
  // Under another key, by another manager too, it is the same round; with other prospects it is none.
  const again = (body: object[], who: string) =>
    api.as(who).post(`${leads}/rounds`, { period: '2027-H1', portfolio: body });
  expect((await again(portfolio, `${organisation}.manager.2`)).as()).toEqual(opened);
  const others = [item('sports', { prospects: [donor] })];
  expect((await again(others, manager)).refusal).toBe('409 NotAllowedNow');
  const away = item('club', { owner: `${organisation}.council-secretary.2` });
  await api.hire(`${organisation}.council-secretary.2`, { active: false });
  expect((await again([away], manager)).refusal).toBe('422 Invalid');
  const rounds = (await api.as(manager).get(`${leads}/rounds`)).as<{ items: object[] }>().items;
  expect(rounds).toMatchObject([
    { period: '2027-H1', programme: 'library', receivedBy: manager, prospects: [donor, otherDonor] },
    { period: '2027-H1', programme: 'sports', lead: opened.items[0]?.number },
  ]);
  const [sports] = opened.items;
  const view = await api.projected(`${leads}/${sports?.number}`, manager, () => true);
  expect(view).toMatchObject({ owner: colleague, detail: { plannedIn: '2027-H1', programme: 'sports' } });
  const listed = async () =>
    (await api.as(manager).get(`${leads}?category=sports,library`)).as<{ items: CaseView[] }>().items;
  await eventually(listed, (all) => all.length === 2);
  expect((await api.as(officer).post(`${leads}/rounds`, { period: '2027', portfolio })).refusal).toBe('403 Forbidden');
});

test('donors’ interests are put beside the programmes, for those who offer these to them (N-24)', async () => {
  await addProgramme(api, 'offered');
  await contribution('FIN-8', 'offered');
  for (let opened = 0; opened < 2; opened += 1) {
    const { address } = await LeadInApi.open(api, { programme: 'offered' });
    await api.projected(address, manager, () => true);
  }
  const path = `/v1/organisations/${organisation}/donor-interests`;
  const beside = (await api.as(developer).get(path)).as<{ interests: object[]; programmes: { code: string }[] }>();
  expect(beside.interests).toEqual([{ interest: 'أنشطة الأطفال (مثال)', donors: [donor, otherDonor] }]);
  expect(beside.programmes.find(({ code }) => code === 'offered')).toMatchObject({
    ...{ fundingNeeded: '25000.00', contributed: '300.00', openLeads: 2 },
  });
  expect((await api.as(officer).get(path)).refusal).toBe('403 Forbidden');
  // Put before strategic planning, on a day that is over, and on record.
  const planner = `${organisation}.strategic-planning.1`;
  await api.hire(planner);
  const discuss = (body: object, who = developer) => api.as(who).post(`${path}/discussions`, body);
  const today = new Date().toISOString().slice(0, 10);
  expect((await discuss({ on: '2099-01-01', with: planner })).refusal).toBe('422 Invalid');
  for (const other of [officer, developer]) {
    expect((await discuss({ on: today, with: other })).refusal).toBe('422 Invalid');
  }
  expect((await discuss({ on: today, with: planner }, officer)).refusal).toBe('403 Forbidden');
  expect((await discuss({ on: today, with: planner })).status).toBe(201);
  const seen = (await api.as(planner).get(path)).as<{ discussed: object[] }>();
  expect(seen.discussed).toMatchObject([{ on: today, with: planner, by: developer }]);
});

test('a pledge that is not kept is an urgent complaint of ours, linked by number, of which the donor is not told (N-25)', async () => {
  const lead = await (await LeadInApi.open(api)).step(officer, 'follow', contact);
  const before = api.sent.length;
  // Pledged for a day that is over: what is late is late at once.
  const yesterday = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
  await lead.closed(yesterday);
  const complaints = async () =>
    (await api.as(manager).get(`/v1/organisations/${organisation}/complaints?category=relation-problem`)).as<{
      items: CaseView[];
    }>().items;
  const [complaint] = await eventually(complaints, (items) => items.length > 0);
  expect(complaint).toMatchObject({
    ...{ priority: 'urgent', category: 'relation-problem', status: 'received' },
    detail: { links: [{ number: lead.view.number, relation: 'caused-by' }], customerClass: 'donor' },
  });
  const view = await api.projected(
    lead.address,
    manager,
    ({ detail }) => (detail.pledge as { arrears: boolean }).arrears,
  );
  expect(view.detail.pledge).toMatchObject({ payments: [{ complaint: complaint?.number }] });
  expect(api.sent.slice(before).every(({ to }) => to.endsWith('@example.com'))).toBe(true);
  await api.as(manager).post(`/v1/organisations/${organisation}/complaints/${complaint?.number}/accept`);
  const { events } = await api.timeline(`/v1/organisations/${organisation}/complaints/${complaint?.number}`, manager);
  expect(events.map(({ type }) => type)).not.toContain('noticeFailed');
});
