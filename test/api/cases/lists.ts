import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { StaffDocument } from '../../../db/organisation/staff.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { eventually } from '../../support/api/api-client.ts';
import { complaintsOf, driven, type Opened, opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const complaints = complaintsOf(organisation);

let api: RunningApi;
/** Opened in this order; by name. */
const cases: Record<string, Opened> = {};
/** A complaint of the sandbox that nobody looks at. */
let neglected: Opened;

beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'sandbox'] });
  neglected = await opened(api, 'sandbox');
  const fields = (details: string) => ({ fields: { concerns: 'service', details } });
  const remark = { category: 'remark', fields: { details: 'ملاحظة' } };
  cases.first = await opened(api, organisation, fields('أُغلِقت الشكوى إلى القضيّة رقم ٢٩٠٠١٥ في مؤسّسة'));
  cases.second = await opened(api, organisation, fields('تأخر الرد على الشكوى'));
  cases.remark = await opened(api, organisation, remark);
  cases.accepted = await driven(api, organisation, [['accept', {}, `${organisation}.agent.2`]]);
  cases.elderly = await opened(api, organisation, { priorityGrounds: ['older-person'] });
  cases.disabled = await opened(api, organisation, { priorityGrounds: ['disability'] });
  cases.withdrawn = await driven(api, organisation, [['withdraw', {}]]);
  cases.system = await opened(api, organisation, { category: 'system-problem', fields: { details: 'تعطّل النظام' } });
  await eventually(
    () => list('limit=200'),
    (all) =>
      all.length === 8 &&
      all.every(({ number, status }) => number !== cases.accepted?.number || status === 'open') &&
      all.some(({ status }) => status === 'withdrawn'),
  );
});
afterAll(() => api.stop());

async function list(query: string, as = `${organisation}.manager.1`, path = complaints): Promise<CaseView[]> {
  return (await api.as(as).get(`${path}?${query}`)).as<{ items: CaseView[] }>().items;
}

/** The names under which the listed cases were opened, in the order of the list. */
async function named(query: string, as?: string): Promise<string[]> {
  return (await list(query, as)).map(
    ({ number }) => Object.keys(cases).find((name) => cases[name]?.number === number) ?? '',
  );
}

test('those with priority come first, then the nearest due instant, and what is over comes last (G-01)', async () => {
  const order = await named('limit=200');
  expect(order.slice(0, 2)).toEqual(['elderly', 'disabled']);
  expect(order.at(-1)).toBe('withdrawn');
  const due = (await list('limit=200')).slice(2, -1).map(({ clocks }) => nearest(clocks));
  expect(due).toEqual([...due].sort());
});

test.each([1, 2, 3, 7, 8])(
  'pages of %i by their cursor give every case once, in the order of the whole list',
  async (limit) => {
    const walked: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path: string = `${complaints}?limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`;
      const page = (await api.as(`${organisation}.manager.1`).get(path)).as<{
        items: CaseView[];
        nextCursor: string | null;
      }>();
      expect(page.items.length).toBeLessThanOrEqual(limit);
      walked.push(...page.items.map(({ number }) => number));
      cursor = page.nextCursor;
    }
    expect(walked).toEqual((await list('limit=200')).map(({ number }) => number));
  },
);

test.each([
  ['status=open', ['accepted']],
  ['status=open,withdrawn', ['accepted', 'withdrawn']],
  ['category=remark', ['remark']],
  ['category=remark,system-problem', ['remark', 'system']],
  ['priority=high', ['elderly', 'disabled']],
  ['priority=urgent', []],
  [`owner=${organisation}.agent.2`, ['accepted']],
  ['owner=none&status=received&category=complaint', ['elderly', 'disabled', 'first', 'second']],
  ['group=crm-support', ['system']],
  ['breached=true', []],
  ['breached=false&status=withdrawn', ['withdrawn']],
  ['dueBefore=2020-01-01T00:00:00Z', []],
  ['dueAfter=2099-01-01T00:00:00Z', []],
  ['status=$ne', []],
])('the filter %s finds %j', async (query, found) => {
  expect((await named(query)).sort()).toEqual([...found].sort());
});

test('owner=me finds one’s own cases', async () => {
  expect(await named('owner=me', `${organisation}.agent.2`)).toEqual(['accepted']);
  expect(await named('owner=me', `${organisation}.agent.1`)).toEqual([]);
});

test('a case falls due before and after the instants around its nearest due instant', async () => {
  const [remark] = await list('category=remark');
  const due = nearest(remark?.clocks ?? []);
  const [earlier, later] = [-1000, 1000].map((ms) => new Date(Date.parse(due) + ms).toISOString());
  expect(await named(`category=remark&dueBefore=${later}&dueAfter=${earlier}`)).toEqual(['remark']);
  expect(await named(`category=remark&dueBefore=${earlier}`)).toEqual([]);
  expect(await named(`category=remark&dueAfter=${later}`)).toEqual([]);
  const offset = encodeURIComponent(
    `${new Date(Date.parse(later ?? '') + 3 * 3_600_000).toISOString().slice(0, -1)}+03:00`,
  );
  expect(await named(`category=remark&dueBefore=${offset}`)).toEqual(['remark']);
});

test.each([
  ['a word as it was written', 'أُغلِقت', ['first']],
  ['a word without its marks and hamza', 'اغلقت', ['first']],
  ['ya for alef maqsura', 'الشكوي', ['first', 'second']],
  ['ha for ta marbuta', 'القضيه', ['first']],
  ['waw for a waw with hamza', 'موسسة', ['first']],
  ['the beginning of a word', 'القض', ['first']],
  ['ASCII digits for Arabic ones', '290015', ['first']],
  ['Arabic digits', '٢٩٠٠١٥', ['first']],
  ['Persian digits', '۲۹۰۰۱۵', ['first']],
  ['two words of one text', 'الشكوى تأخر', ['second']],
  ['two words of two texts', 'اغلقت تأخر', []],
  ['a word that nobody wrote', 'زرافة', []],
  ['an operator', '$where', []],
])('a search for %s finds the case', async (_what, text, found) => {
  expect((await named(`text=${encodeURIComponent(text)}`)).sort()).toEqual(found);
});

test('a search for the number, or for the end of it, finds the case', async () => {
  const number = cases.first?.number ?? '';
  expect(await named(`text=${number}`)).toEqual(['first']);
  expect(await named(`text=${number.split('-').at(-1)}`)).toEqual(['first']);
});

test('`cases` lists every kind and `complaints` the complaints, which are the same so far', async () => {
  const all = await list('limit=200', `${organisation}.manager.1`, `/v1/organisations/${organisation}/cases`);
  expect(all.map(({ number }) => number)).toEqual((await list('limit=200')).map(({ number }) => number));
});

test('my work is what I own and what nobody owns yet, and not what is another’s or over', async () => {
  const work = async (who: string) => {
    const { items } = (await api.as(`${organisation}.${who}`).get(`/v1/organisations/${organisation}/work`)).as<{
      items: (CaseView & { why: string })[];
    }>();
    return items.map(({ number, why }) => [Object.keys(cases).find((name) => cases[name]?.number === number), why]);
  };
  const unowned = ['elderly', 'disabled', 'first', 'second', 'remark', 'system'].map((name) => [name, 'unowned']);
  const sorted = (items: unknown[][]) => [...items].sort((a, b) => String(a[0]).localeCompare(String(b[0])));
  expect(sorted(await work('agent.1'))).toEqual(sorted(unowned));
  expect(sorted(await work('agent.2'))).toEqual(sorted([...unowned, ['accepted', 'yours']]));
  expect((await work('agent.2')).slice(0, 2).map(([name]) => name)).toEqual(['elderly', 'disabled']);
});

test('my work is one filter on what the projection keeps of a case, and an index serves it', async () => {
  const find = jest.spyOn(api.database.cases, 'find');
  await api.as(`${organisation}.agent.2`).get(`/v1/organisations/${organisation}/work`);
  const filters = find.mock.calls.map(([filter]) => (filter as unknown as { $and: object[] }).$and);
  find.mockRestore();
  const id = `${organisation}.agent.2`;
  const { groups, departments } = (await api.database.staff.findById(id).lean()) as StaffDocument;
  const own = [`person:${id}`, 'role:agent', ...groups.map((code) => `group:${code}`)];
  const ofDepartments = departments.flatMap((code) => [`department:${code}`, `role:agent@${code}`]);
  const mayTake = {
    for: { $in: expect.arrayContaining([...own, ...ofDepartments]) },
    not: { $nin: [id] },
    signed: { $nin: [id] },
  };
  // What else it asks is what people may read at all.
  expect(filters.map((all) => all.slice(2))).toEqual([[{ waitsFor: { $elemMatch: mayTake } }]]);
  const indexes = api.database.cases.schema.indexes().map(([fields]) => fields);
  expect(indexes).toContainEqual({ organisation: 1, 'waitsFor.for': 1, sortKey: 1 });
});

test('a neglected case becomes work of anyone who is told, and a breached one for ever', async () => {
  const { items } = await eventually(
    async () =>
      (await api.as('sandbox.supervisor.1').get('/v1/organisations/sandbox/work')).as<{
        items: { number: string; why: string }[];
      }>(),
    (work) => work.items.some(({ why }) => why === 'escalated'),
  );
  expect(items).toMatchObject([{ number: neglected.number, why: 'escalated' }]);
  const breached = () => list('breached=true', 'sandbox.manager.1', complaintsOf('sandbox'));
  expect(await eventually(breached, (found) => found.length > 0)).toMatchObject([{ number: neglected.number }]);
  await api.as('sandbox.supervisor.1').post(`${neglected.address}/accept`);
  await api.projected(neglected.address, 'sandbox.manager.1', ({ status }) => status === 'open');
  expect(await breached()).toMatchObject([{ number: neglected.number, status: 'open' }]);
});

/** The nearest due instant of the clocks that run. */
function nearest(clocks: CaseView['clocks']): string {
  const due = clocks.flatMap(({ state, dueAt }) =>
    state === 'running' && dueAt ? [new Date(dueAt).toISOString()] : [],
  );
  return due.sort()[0] ?? '';
}

// From here on cases change that the others look at.
