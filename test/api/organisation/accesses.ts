import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AccessDocument } from '../../../db/cases/accesses.ts';
import { type Opened, opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const base = `/v1/organisations/${organisation}`;
const accesses = `${base}/accesses`;
const reason = 'مراجعة ربع سنوية';
const why = `reason=${encodeURIComponent(reason)}`;
const auditor = `${organisation}.auditor.1`;

interface Look {
  at: string;
  number: string;
  what: string;
  by: string;
  standingInFor: string | null;
  reason: string | null;
}
interface Page {
  items: Look[];
  nextCursor: string | null;
}

let api: RunningApi;
let complaint: Opened;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  complaint = await opened(api, organisation);
  await api.projected(complaint.address, `${organisation}.manager.1`, () => true);
});
afterAll(() => api.stop());

const as = (who: string) => api.as(`${organisation}.${who}`);
const looks = async (query = '') => (await as('auditor.1').get(`${accesses}?limit=200${query}`)).as<Page>();

test('S13d: every way to look at words, documents, customers, lists and the register is shown to the auditor', async () => {
  const from = new Date().toISOString();
  const ways: [path: string, number: string, what: string][] = [
    [`${complaint.address}/words`, complaint.number, 'words'],
    [`${complaint.address}/attachments`, complaint.number, 'attachments'],
    [`${base}/complaints?text=${encodeURIComponent('طلبي')}`, 'cases', 'a list searched by words'],
    [`${base}/customers`, 'customers', 'names of customers in a list'],
    [`${base}/leads/contacts`, 'customers', 'contacts'],
    [`${base}/contributions`, 'customers', 'contributions'],
    [`${base}/register?from=2026-01-01`, 'register', 'register 2026-01-01.. json'],
  ];
  for (const [path] of ways) expect([path, (await as('manager.1').get(path)).status]).toEqual([path, 200]);
  const { items } = await looks(`&by=${organisation}.manager.1&from=${from}`);
  expect(items.map(({ number, what }) => [number, what])).toEqual(ways.map(([, number, what]) => [number, what]));
  expect(items.every(({ by }) => by === `${organisation}.manager.1`)).toBe(true);
  const ofCase = await looks(`&number=${complaint.number}&from=${from}`);
  expect(ofCase.items.map(({ what }) => what)).toEqual(['words', 'attachments']);
  expect((await looks(`&number=register&from=${from}`)).items).toHaveLength(1);
  const before = items[1]?.at ?? '';
  expect((await looks(`&by=${organisation}.manager.1&from=${from}&before=${before}`)).items).toHaveLength(1);
});

test('the looks are for those who see the audit trail, and for nobody else', async () => {
  for (const who of ['agent.1', 'supervisor.1', 'manager.1', 'quality.1']) {
    expect([who, (await as(who).get(accesses)).refusal]).toEqual([who, '403 Forbidden']);
  }
});

test('pages follow on one another, whatever is looked at meanwhile, also at the same instant', async () => {
  const at = '2026-01-05T08:00:00.000Z';
  const many = Array.from({ length: 25 }, (_, n) => ({
    ...{ _id: `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`, organisation, number: 'PAGED', by: 'a.b.1' },
    ...{ what: 'words', reason: null, at, process: 'p', previous: '', digest: String(n) },
  }));
  await api.database.accesses.collection.insertMany(many as never[]);
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page = await as('auditor.1')
      .get(`${accesses}?number=PAGED&limit=10${cursor ? `&cursor=${cursor}` : ''}`)
      .then((answer) => answer.as<Page>());
    seen.push(...page.items.map(({ number }) => number));
    cursor = page.nextCursor;
    const late = { ...many[0], _id: `zzzz${seen.length}`, at: '2026-01-04T00:00:00.000Z' };
    await api.database.accesses.collection.insertOne(late as never);
  }
  expect(seen).toHaveLength(25);
  for (const cursor of ['0', 'bG9va3w', Buffer.from('opened|2026|x').toString('base64url')]) {
    expect((await as('auditor.1').get(`${accesses}?cursor=${cursor}`)).refusal).toBe('400 InvalidQuery');
  }
});

test('all of them go into a file, in which no reason is a formula', async () => {
  const bad = '=HYPERLINK("x") three words more';
  await as('auditor.1').get(`${complaint.address}/words?reason=${encodeURIComponent(bad)}`);
  const answer = await as('auditor.1').get(`${accesses}?format=csv&number=${complaint.number}`);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.text).toContain(`"'${bad.replaceAll('"', '""')}"`);
  expect(answer.text.trim().split('\r\n')).toHaveLength(1 + (await looks(`&number=${complaint.number}`)).items.length);
});

test('F-10: an auditor does not learn of a complaint about them by the looks at it', async () => {
  const about = await opened(api, organisation, { about: [auditor] });
  await api.projected(about.address, `${organisation}.manager.1`, () => true);
  await as('manager.1').get(`${about.address}/words`);
  expect(await api.database.accesses.countDocuments({ number: about.number })).toBe(1);
  expect((await looks(`&number=${about.number}`)).items).toEqual([]);
  await api.hire(`${organisation}.auditor.2`);
  const other = (await as('auditor.2').get(`${accesses}?number=${about.number}`)).as<Page>();
  expect(other.items.map(({ what }) => what)).toEqual(['words']);
});

describe('S13d: an auditor says why in three different words', () => {
  const paths: [string, () => string][] = [
    ['words', () => `${complaint.address}/words`],
    ['documents', () => `${complaint.address}/attachments`],
    ['the names of customers', () => `${base}/customers`],
    ['the contacts of donors', () => `${base}/leads/contacts`],
    ['contributions', () => `${base}/contributions`],
  ];
  test.each(paths)('for %s', async (_what, path) => {
    const read = async (query: string) => (await as('auditor.1').get(path() + query)).refusal;
    expect(await read('')).toBe('403 Forbidden');
    expect(await read('?reason=%20')).toBe('403 Forbidden');
    for (const none of ['.', 'audit', 'audit audit audit', 'a b c', '1 2 3']) {
      expect([none, await read(`?reason=${none}`)]).toEqual([none, '400 InvalidQuery']);
    }
    const before = await api.database.accesses.countDocuments({ by: auditor, reason });
    expect((await as('auditor.1').get(`${path()}?${why}`)).status).toBe(200);
    expect(await api.database.accesses.countDocuments({ by: auditor, reason })).toBe(before + 1);
  });

  test('for the complaints of a customer, and the look stands at the customer', async () => {
    const number = 'DF-P-00000-000001';
    await api.database.customers.collection.insertOne({
      ...{ _id: `${organisation}/${number}`, organisation, number, version: 1, status: 'active', mergedInto: null },
      ...{ party: 'person', classes: [], language: 'ar', interests: [], programmes: [], consents: {} },
      ...{ record: { id: 'none', digest: '' }, tokens: [], identities: [], enteredAt: '', change: '', digest: '' },
    } as never);
    const path = `${base}/customers/${number}/complaints`;
    expect((await as('auditor.1').get(path)).refusal).toBe('403 Forbidden');
    expect((await as('auditor.1').get(`${path}?${why}`)).status).toBe(200);
    const stored = await api.database.accesses.find({ number }).lean<AccessDocument[]>();
    expect(stored).toMatchObject([{ by: auditor, what: 'complaints of the customer', reason }]);
  });

  test('and nobody is asked for a reason whose role reads without one', async () => {
    expect((await as('manager.1').get(`${base}/customers`)).status).toBe(200);
    const audited = await looks('&number=customers');
    expect(audited.items.some(({ by, reason: given }) => by === `${organisation}.manager.1` && given === null)).toBe(
      true,
    );
  });
});
