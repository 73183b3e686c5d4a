import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
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

test('a case that is opened while somebody pages moves nobody else’s', async () => {
  const first = (await api.as('sandbox.manager.1').get(`${complaintsOf('sandbox')}?limit=1`)).as<{
    items: CaseView[];
  }>();
  expect(first.items.map(({ number }) => number)).toEqual([neglected.number]);
  const pages = async (cursor: string) =>
    (await api.as(`${organisation}.manager.1`).get(`${complaints}?limit=4&cursor=${cursor}`)).as<{
      items: CaseView[];
    }>();
  const page = (await api.as(`${organisation}.manager.1`).get(`${complaints}?limit=4`)).as<{ nextCursor: string }>();
  const before = await pages(page.nextCursor);
  cases.late = await opened(api, organisation, { priorityGrounds: ['older-person'] });
  await api.projected(cases.late.address, `${organisation}.manager.1`, () => true);
  expect((await pages(page.nextCursor)).items.map(({ number }) => number)).toEqual(
    before.items.map(({ number }) => number),
  );
  expect((await named('limit=200'))[2]).toBe('late');
});

test.each([
  ['status=open', ['accepted']],
  ['status=open,withdrawn', ['accepted', 'withdrawn']],
  ['category=remark', ['remark']],
  ['category=remark,system-problem', ['remark', 'system']],
  ['priority=high', ['elderly', 'disabled', 'late']],
  ['priority=urgent', []],
  [`owner=${organisation}.agent.2`, ['accepted']],
  ['owner=none&status=received&category=complaint', ['elderly', 'disabled', 'first', 'second', 'late']],
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
  const unowned = ['elderly', 'disabled', 'late', 'first', 'second', 'remark', 'system'].map((name) => [
    name,
    'unowned',
  ]);
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
test('R11: a copy in the order of opening misses no case, whatever becomes of one meanwhile', async () => {
  const manager = api.as(`${organisation}.manager.1`);
  const page = async (cursor: string | null) =>
    (await manager.get(`${complaints}?order=opened&limit=3${cursor ? `&cursor=${cursor}` : ''}`)).as<{
      items: CaseView[];
      nextCursor: string | null;
    }>();
  const listed = await list('limit=200&order=opened');
  const there = listed.map(({ number }) => number);
  const instants = listed.map(({ openedAt }) => openedAt);
  expect(instants).toEqual([...instants].sort());
  const copied: string[] = [];
  let cursor: string | null = null;
  do {
    const { items, nextCursor } = await page(cursor);
    copied.push(...items.map(({ number }) => number));
    // The last of what has not been read yet comes to the front of the queue.
    if (cursor === null) {
      await api.as(`${organisation}.agent.2`).post(`${cases.system?.address}/accept`, {});
      await api.projected(cases.system?.address ?? '', `${organisation}.manager.1`, ({ status }) => status === 'open');
    }
    cursor = nextCursor;
  } while (cursor !== null);
  expect(copied).toEqual(there);
  expect((await manager.get(`${complaints}?cursor=!`)).refusal).toBe('400 InvalidQuery');
});

describe('5.5: what has changed since a copy was made', () => {
  interface Page {
    items: CaseView[];
    nextCursor: string | null;
    changedUntil: string | null;
  }
  const manager = `${organisation}.manager.1`;
  const page = async (query: string) => (await api.as(manager).get(`${complaints}?${query}`)).as<Page>();
  /** Every page of a copy; `meanwhile` happens after each. */
  async function copy(query: string, meanwhile: () => Promise<void> = async () => {}) {
    const pages = [await page(query)];
    for (let cursor = pages[0]?.nextCursor; cursor; cursor = pages.at(-1)?.nextCursor) {
      await meanwhile();
      pages.push(await page(`${query}&cursor=${cursor}`));
    }
    const items = pages.flatMap((one) => one.items);
    return { pages, items, changedUntil: pages[0]?.changedUntil ?? '' };
  }
  const numbersOf = (items: CaseView[]) => items.map(({ number }) => number);
  const changed = async (one: Opened | undefined, command: string, body = {}) => {
    const { revision } = (await api.as(`${organisation}.agent.1`).post(`${one?.address}/${command}`, body)).view;
    await api.projected(one?.address ?? '', manager, (view) => view.revision >= revision);
  };

  test('5.5: the next copy has each case that has changed, and what the first page was given with says since when', async () => {
    const first = await copy('order=opened&limit=3');
    expect(first.pages.slice(1).map((one) => one.changedUntil)).toEqual(first.pages.slice(1).map(() => null));
    expect((await page('limit=3')).changedUntil).toBeNull();
    const before = new Date().toISOString();
    await changed(cases.first, 'accept');
    await changed(cases.second, 'accept');
    expect(numbersOf((await copy(`changedSince=${before}`)).items)).toEqual([
      cases.first?.number,
      cases.second?.number,
    ]);
    // It looks back further than clocks differ: what stood in the first copy may come again.
    const next = await copy(`changedSince=${first.changedUntil}&limit=2`);
    expect(numbersOf(next.items).sort()).toEqual(numbersOf(first.items).sort());
    expect(new Set(numbersOf(next.items)).size).toBe(next.items.length);
  });

  test('5.5: a case that changes while somebody copies comes once more at the end, and none is missed', async () => {
    const there = numbersOf((await copy('order=opened&limit=200')).items);
    let times = 0;
    const copied = await copy('changedSince=2026-01-01T00:00:00%2B03:00&limit=3', async () => {
      times += 1;
      if (times === 1) await changed(cases.first, 'answer', { text: 'هذا هو الرد (مثال).' });
    });
    expect(new Set(numbersOf(copied.items))).toEqual(new Set(there));
    expect(numbersOf(copied.items).at(-1)).toBe(cases.first?.number);
  });

  test('5.5: what was written under an earlier instant and could be read only after the copy is in the next one', async () => {
    const first = await copy('order=opened');
    const late = cases.remark?.number ?? '';
    // As a worker leaves it whose clock is behind, or whose write came late.
    const changedAt = new Date(Date.now() - 5 * 60_000).toISOString();
    await api.database.cases.collection.updateOne({ _id: `${organisation}/${late}` as never }, { $set: { changedAt } });
    expect(numbersOf((await copy(`changedSince=${first.changedUntil}`)).items)).toContain(late);
  });

  test('5.5: a cursor that another order gave is refused', async () => {
    const { nextCursor } = await page('order=opened&limit=1');
    const answer = await api.as(manager).get(`${complaints}?changedSince=2026-01-01T00:00:00Z&cursor=${nextCursor}`);
    expect(answer.refusal).toBe('400 InvalidQuery');
    expect((await api.as(manager).get(`${complaints}?changedSince=yesterday`)).refusal).toBe('400 InvalidQuery');
  });
});
