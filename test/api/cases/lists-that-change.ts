/** What a reader of pages misses or gets twice if cases change meanwhile: nothing. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseView } from '../../../domain/case/view.ts';
import { complaintsOf, driven, type Opened, opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const complaints = complaintsOf(organisation);

let api: RunningApi;
/** By name; no two tests change the same one. */
const cases: Record<string, Opened> = {};

beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  for (const name of ['first', 'second', 'third', 'remark', 'system']) cases[name] = await opened(api, organisation);
  for (const name of ['elderly', 'disabled']) {
    cases[name] = await opened(api, organisation, { priorityGrounds: ['older-person'] });
  }
  for (const { address } of Object.values(cases)) await api.projected(address, `${organisation}.manager.1`, () => true);
});
afterAll(() => api.stop());

async function list(query: string): Promise<CaseView[]> {
  return (await api.as(`${organisation}.manager.1`).get(`${complaints}?${query}`)).as<{ items: CaseView[] }>().items;
}

test('a case that is opened while somebody pages moves nobody else’s', async () => {
  const pages = async (cursor: string) =>
    (await api.as(`${organisation}.manager.1`).get(`${complaints}?limit=4&cursor=${cursor}`)).as<{
      items: CaseView[];
    }>();
  const page = (await api.as(`${organisation}.manager.1`).get(`${complaints}?limit=4`)).as<{ nextCursor: string }>();
  const before = await pages(page.nextCursor);
  const late = await opened(api, organisation, { priorityGrounds: ['older-person'] });
  await api.projected(late.address, `${organisation}.manager.1`, () => true);
  expect((await pages(page.nextCursor)).items.map(({ number }) => number)).toEqual(
    before.items.map(({ number }) => number),
  );
  expect((await list('limit=200')).map(({ number }) => number).indexOf(late.number)).toBe(2);
});

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
    const own = await driven(api, organisation, [['accept', {}]]);
    await api.projected(own.address, manager, ({ status }) => status === 'open');
    const there = numbersOf((await copy('order=opened&limit=200')).items);
    let times = 0;
    const copied = await copy('changedSince=2026-01-01T00:00:00%2B03:00&limit=3', async () => {
      times += 1;
      if (times === 1) await changed(own, 'answer', { text: 'هذا هو الرد (مثال).' });
    });
    expect(new Set(numbersOf(copied.items))).toEqual(new Set(there));
    expect(numbersOf(copied.items).at(-1)).toBe(own.number);
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
