/** Incidents, runs of one command, movings-in and imports go by their own time, and leave their cases as they are. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { endRetention, type KeptShown } from '../../../application/privacy/retention.ts';
import { storeText } from '../../../db/cases/vault.ts';
import { retentionOf } from '../../../packs/schema/retention.ts';
import { driven, opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const base = `/v1/organisations/${organisation}`;
/** What all numbers here begin with. */
const beginning = 'DF-OLD-';

const then = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

let api: RunningApi;
let approver: string;
let over: string;
let held: string;
let open: string;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  approver = `${organisation}.${pack().kinds.recordChange.steps.approve.roles[0]}.1`;
  await api.hire(approver);
  over = (await driven(api, organisation, [['withdraw', {}]])).number;
  held = (await driven(api, organisation, [['withdraw', {}]])).number;
  const running = await opened(api, organisation);
  open = running.number;
  // What is written to it here would be lost to a projection that comes later.
  await api.projected(running.address, approver, () => true);
  await hold(true);
  await begunLongAgo();
}, 120_000);
afterAll(() => api.stop());

const pack = () => {
  const found = api.packs.findLast(({ id }) => id === organisation);
  if (!found) throw new Error(`${organisation} has no pack`);
  return found;
};

const days = () => retentionOf(pack()).ofMany.days;
const run = () => endRetention(api.database, pack(), new Date());

async function hold(isHeld: boolean): Promise<void> {
  const body = { number: held, held: isHeld, reason: 'دعوى منظورة (مثال).' };
  expect((await api.as(approver).post(`${base}/legal-holds`, body)).status).toBe(200);
}

/** How much of it would go, and which numbers are told, without their beginning. */
async function wouldGo(): Promise<[number | undefined, string[]]> {
  const { items } = (await api.as(approver).get(`${base}/retention`)).as<{ items: KeptShown[] }>();
  const found = items.find(({ kept }) => kept === 'ofMany');
  return [found?.count, (found?.numbers ?? []).map((number) => number.slice(beginning.length)).sort()];
}

async function left(): Promise<string[]> {
  const { incidents, bulkRuns, movings, imports } = api.database;
  const all = [incidents, bulkRuns, movings, imports].map(({ collection }) => collection.find().toArray());
  return (await Promise.all(all))
    .flat()
    .map(({ number }) => String(number).slice(beginning.length))
    .sort();
}

/** All of them began before their time, and two of the three complaints closed before it. */
async function begunLongAgo(): Promise<void> {
  const { database } = api;
  const old = then(days() + 1);
  const enter = async (name: 'incidents' | 'bulkRuns' | 'movings' | 'imports', number: string, rest: object) => {
    const place = { organisation, number: `${beginning}${number}` };
    const one = { _id: `${organisation}/${place.number}`, ...place, startedAt: old, declaredAt: old, ...rest };
    await database[name].collection.insertOne(one as never);
    const words = { ...place, personId: null, content: { text: 'مثال' }, tokens: [], createdAt: old };
    await storeText(database, { ...words, _id: `${place.number}/reason` });
  };
  const change = (number: string, view: object) =>
    database.cases.collection.updateOne({ _id: `${organisation}/${number}` as never }, { $set: view });
  for (const number of [over, held]) await change(number, { 'view.closedAt': old });
  for (const [number, incident] of [
    [over, 'X-over'],
    [held, 'X-held'],
    [open, 'X-open'],
  ] as const) {
    await change(number, { 'view.detail.incident': `${beginning}${incident}` });
  }
  await enter('incidents', 'X-over', { about: [approver] });
  await enter('incidents', 'X-held', { about: [] });
  await enter('incidents', 'X-open', { about: [] });
  await enter('incidents', 'X-waits', { about: [] });
  await enter('incidents', 'X-new', { about: [], declaredAt: then(1) });

  const given = (number: string, state = 'done') => ({ items: [{ number, state }] });
  await enter('bulkRuns', 'B-over', given(over));
  await enter('bulkRuns', 'B-of-incident', { ...given(over), incident: `${beginning}X-over` });
  await enter('bulkRuns', 'B-waits', { ...given(over, 'waiting'), incident: `${beginning}X-waits` });
  await enter('bulkRuns', 'B-held', given(held));
  await enter('bulkRuns', 'B-open', given(open));

  const moved = (number: string) => ({ trial: false, before: [], batches: [{ isDone: true, moved: [{ number }] }] });
  await enter('movings', 'M-tried', { trial: true, before: [], batches: [] });
  await enter('movings', 'M-over', { ...moved(over), endedAt: old });
  await enter('movings', 'M-held', { ...moved(held), endedAt: old });
  await enter('movings', 'M-goes-on', moved(over));
  await enter('movings', 'M-ended-late', { ...moved(over), endedAt: then(1) });

  const brought = (number: string, isDone = true) => ({ batches: [{ change: number, isDone }] });
  await enter('imports', 'I-over', brought(over));
  await enter('imports', 'I-open', brought(open));
  await enter('imports', 'I-goes-on', { ...brought(over, false), underWay: true });
  await enter('imports', 'I-broke-off-late', { ...brought(over, false), brokenOffAt: then(1) });
}

test('what was done to many cases goes once it has ended and its cases are over, with its words and its key', async () => {
  // The incident concerns the person who asks: it is counted, and its number is not told (F-10).
  expect(await wouldGo()).toEqual([5, ['B-over', 'I-over', 'M-over', 'M-tried']]);
  // The words of the complaint are over as well.
  expect(await run()).toBe(6);
  // The runs of an incident say who was told, so they go after it.
  expect(await wouldGo()).toEqual([1, ['B-of-incident']]);
  const broken = jest
    .spyOn(api.database.imports.collection, 'deleteOne')
    .mockRejectedValueOnce(new Error('the database went away') as never);
  await expect(run()).rejects.toThrow('the database went away');
  broken.mockRestore();
  // Its document is gone already, and that it has gone is noted all the same.
  expect(await run()).toBe(1);
  expect(await api.database.retentionActs.countDocuments({ kept: 'ofMany', destroyed: null })).toBe(0);
  for (const gone of ['X-over', 'B-over', 'B-of-incident', 'M-tried', 'M-over', 'I-over']) {
    expect(await api.database.vault.exists({ number: `${beginning}${gone}` })).toBeNull();
    expect(await api.database.dataKeys.exists({ _id: `${organisation}/${beginning}${gone}` })).toBeNull();
  }
  const timeline = (await api.as(`${organisation}.manager.1`).get(`${base}/complaints/${over}/timeline`)).as();
  expect(timeline).toMatchObject({ chainHolds: true, sealHolds: true });
});

test('what goes on, ended late, waits, is held, or has a case that is open stays', async () => {
  expect(await wouldGo()).toEqual([0, []]);
  expect(await run()).toBe(0);
  const stays = [
    ...['X-held', 'X-open', 'X-waits', 'X-new', 'B-held', 'B-open', 'B-waits', 'M-held', 'M-goes-on', 'M-ended-late'],
    ...['I-open', 'I-goes-on', 'I-broke-off-late'],
  ];
  expect(await left()).toEqual(stays.sort());
  for (const number of stays) {
    expect(await api.database.vault.exists({ number: `${beginning}${number}` })).not.toBeNull();
  }
});

test('what was held goes once the hold is lifted', async () => {
  await hold(false);
  expect(await wouldGo()).toEqual([3, ['B-held', 'M-held', 'X-held']]);
  expect(await run()).toBe(4);
  expect(await left()).not.toEqual(expect.arrayContaining([expect.stringContaining('held')]));
});
