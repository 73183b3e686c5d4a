import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { endRetention, type KeptShown } from '../../../application/privacy/retention.ts';
import { type DataKeyDocument, keyFor } from '../../../db/privacy/data-keys.ts';
import { keepPerson, personsOf } from '../../../db/surveys/survey-answers.ts';
import type { KeptClass } from '../../../packs/schema/retention.ts';
import { retentionOf } from '../../../packs/schema/retention.ts';
import { complaintBody, driven, opened, withdrawnByCustomer } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { replayCommand } from '../../support/workflows/replay-command.ts';

const organisation = 'development-fund';
const base = `/v1/organisations/${organisation}`;
const said = 'ما قاله العميل عن نفسه (مثال)';
const dayMs = 86_400_000;

let api: RunningApi;
let approver: string;
let over: string;
let held: string;
let open: string;
let attachment: string;
let closedAt: string;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  const roles = pack().kinds.recordChange.steps.approve.roles;
  approver = `${organisation}.${roles[0]}.1`;
  await api.hire(approver);
  const agent = api.as(`${organisation}.agent.1`);
  const change = { fields: { ...(complaintBody(organisation).fields as object), details: said } };
  const { number, address } = await opened(api, organisation, change);
  const headers = { 'content-type': 'text/plain', 'idempotency-key': randomUUID() };
  await agent.send('POST', `${address}/attach?name=a.txt`, said, headers);
  const { items } = (await agent.get(`${address}/attachments`)).as<{ items: { id: string }[] }>();
  attachment = items[0]?.id ?? '';
  closedAt = (await withdrawnByCustomer(api, organisation, number)).closedAt ?? '';
  over = number;
  held = (await driven(api, organisation, [['withdraw', {}]], change)).number;
  open = (await opened(api, organisation, change)).number;
  const hold = { number: held, held: true, reason: 'دعوى منظورة (مثال).' };
  expect((await api.as(approver).post(`${base}/legal-holds`, hold)).status).toBe(200);
}, 120_000);
afterAll(() => api.stop());

const pack = () => {
  const found = api.packs.findLast(({ id }) => id === organisation);
  if (!found) throw new Error(`${organisation} has no pack`);
  return found;
};

/** As if both cases had closed so many days ago. */
async function closedAgo(days: number): Promise<void> {
  const at = new Date(Date.now() - days * dayMs).toISOString();
  const ids = [over, held].map((number) => `${organisation}/${number}`);
  await api.database.cases.collection.updateMany({ _id: { $in: ids as never[] } }, { $set: { 'view.closedAt': at } });
  await api.database.requests.collection.updateMany({ number: { $in: [over, held] } }, { $set: { receivedAt: at } });
}

const daysOf = (kept: KeptClass) => retentionOf(pack())[kept].days;
const run = () => endRetention(api.database, pack(), new Date());

/** What the dry run says would go, by class; nothing of the others. */
async function would(): Promise<Partial<Record<KeptClass, string[]>>> {
  const { items } = (await api.as(approver).get(`${base}/retention`)).as<{ items: KeptShown[] }>();
  expect(items.map(({ kept, days, source }) => [kept, days, source])).toEqual(
    items.map(({ kept }) => [kept, daysOf(kept), 'ours']),
  );
  return Object.fromEntries(items.filter(({ count }) => count > 0).map(({ kept, numbers }) => [kept, numbers]));
}

const erasedOf = async (number: string) => {
  const { words } = (await api.as(`${organisation}.agent.1`).get(`${base}/complaints/${number}/words`)).as<{
    words: { erased?: true; digestHolds: boolean; content: unknown }[];
  }>();
  for (const one of words) expect(one.digestHolds).toBe(true);
  return words.map(({ erased = false }) => erased);
};

test('nothing goes before its time, and asking what would go destroys nothing', async () => {
  expect((await api.as(`${organisation}.agent.1`).get(`${base}/retention`)).refusal).toBe('403 Forbidden');
  expect(await would()).toEqual({});
  expect(await run()).toBe(0);
  await closedAgo(daysOf('attachments') + 1);
  expect(await would()).toEqual({ attachments: [over], requests: [over] });
  expect(await erasedOf(over)).toEqual([false, false]);
});

test('documents go before words, if the policy says so: their names and digests stay', async () => {
  const agent = api.as(`${organisation}.agent.1`);
  const download = `${base}/complaints/${over}/attachments/${attachment}`;
  expect((await agent.get(download)).text).toBe(said);
  expect(await run()).toBe(2);
  expect((await agent.get(download)).status).toBe(404);
  expect((await agent.get(`${base}/complaints/${over}/attachments`)).text).toContain(attachment);
  expect(await erasedOf(over)).toEqual([false, false]);
  expect(await api.database.requests.countDocuments({ number: over })).toBe(0);
  expect(await would()).toEqual({});
});

test('words go by their key; what breaks off is gone on with; chains hold, and the history replays', async () => {
  await closedAgo(daysOf('complaint') + 1);
  expect(await would()).toMatchObject({ complaint: [over] });
  const broken = jest
    .spyOn(api.database.vault.collection, 'updateMany')
    .mockRejectedValueOnce(new Error('the database went away') as never);
  await expect(run()).rejects.toThrow('the database went away');
  broken.mockRestore();
  // The key is gone, and the tokens by which the words were found are not: the next run ends what was begun.
  const found = async () =>
    (await api.database.vault.find({ number: over }).lean<{ tokens: string[] }[]>()).flatMap(({ tokens }) => tokens);
  expect((await found()).length).toBeGreaterThan(0);
  expect(await run()).toBe(1);
  expect(await found()).toEqual([]);
  expect(await run()).toBe(0);

  expect(await erasedOf(over)).toEqual([true, true]);
  expect(await erasedOf(open)).toEqual([false]);
  expect(await erasedOf(held)).toEqual([false]);
  const timeline = (await api.as(`${organisation}.manager.1`).get(`${base}/complaints/${over}/timeline`)).as();
  expect(timeline).toMatchObject({ chainHolds: true, sealHolds: true });
  // The replay compares when the case says that it closed.
  const closedThen = { $set: { 'view.closedAt': closedAt } };
  await api.database.cases.collection.updateOne({ _id: `${organisation}/${over}` as never }, closedThen);
  const { code, printed } = await replayCommand(api, over);
  expect([code, printed.includes('IS BROKEN')]).toEqual([0, false]);
});

test('once a hold is lifted, the next run takes what it held; what has gone is listed, the latest first', async () => {
  const lifted = { number: held, held: false, reason: 'انتهت الدعوى (مثال).' };
  expect((await api.as(approver).post(`${base}/legal-holds`, lifted)).status).toBe(200);
  expect(await would()).toEqual({ complaint: [held], requests: [held] });
  expect(await run()).toBe(2);
  expect(await erasedOf(held)).toEqual([true]);
  type Page = { items: { kept: string; number: string; destroyed: number }[]; nextCursor: string | null };
  const acts: Page['items'] = [];
  let path = `${base}/retention/acts?limit=2`;
  for (let pages = 0; pages < 9; pages += 1) {
    const { items, nextCursor } = (await api.as(approver).get(path)).as<Page>();
    acts.push(...items);
    if (!nextCursor) break;
    path = `${base}/retention/acts?limit=2&cursor=${nextCursor}`;
  }
  expect(acts.map(({ kept, number }) => `${kept} ${number}`)).toEqual([
    ...[`requests ${held}`, `complaint ${held}`, `complaint ${over}`, `requests ${over}`, `attachments ${over}`],
  ]);
  expect(acts.find(({ kept }) => kept === 'complaint')).toMatchObject({ days: 1825, policyVersion: pack().version });
  const wrong = await api.as(approver).get(`${base}/retention/acts?cursor=AAAA`);
  expect(wrong.refusal).toBe('400 InvalidQuery');
});

test('names of those who gave them in a survey, looks and sessions go by their own time, and what is used stays', async () => {
  const { database } = api;
  const old = new Date(Date.now() - 6 * 365 * dayMs).toISOString();
  const now = new Date().toISOString();
  for (const [survey, closesAt] of [
    ['DF-S-OLD:donors', old],
    ['DF-S-NEW:donors', now],
  ] as const) {
    const one = { _id: survey, organisation, cycle: survey.slice(0, 8), audience: 'donors', closesAt };
    await database.surveys.collection.insertOne(one as never);
    await keepPerson(database, { _id: `${survey}/x`, survey, person: { name: 'مثال' } });
  }
  const look = {
    organisation,
    by: approver,
    what: 'words',
    reason: 'a reason',
    process: 'p',
    previous: '',
    digest: '',
  };
  const looks = [
    ['a', old],
    ['b', now],
  ].map(([number, at]) => ({ _id: `look-${number}`, ...look, number, at }));
  await database.accesses.collection.insertMany(looks as never[]);
  const sessions = [old, now].map((seenAt) => ({ _id: `session-${seenAt}`, staffId: approver, seenAt }));
  await database.sessions.collection.insertMany(sessions as never[]);

  expect(Object.keys(await would()).sort()).toEqual(['accesses', 'sessions', 'surveyPersons']);
  expect(await run()).toBe(3);
  expect(await personsOf(database, 'DF-S-OLD:donors')).toEqual([]);
  expect(await personsOf(database, 'DF-S-NEW:donors')).toHaveLength(1);
  expect(await database.dataKeys.exists({ _id: 'survey/DF-S-OLD:donors/DF-S-OLD:donors/x' })).toBeNull();
  expect(await database.accesses.find({ _id: { $in: ['look-a', 'look-b'] } }).lean()).toMatchObject([
    { _id: 'look-b' },
  ]);
  const left = await database.sessions.find({ staffId: approver }).lean<{ seenAt: string }[]>();
  expect([left.length > 0, left.some(({ seenAt }) => seenAt === old)]).toEqual([true, false]);
  expect(await run()).toBe(0);
});

test('a record of a customer goes once nobody has changed it for long, and no case of theirs is left that is not over', async () => {
  const { database } = api;
  const then = (days: number) => new Date(Date.now() - days * dayMs).toISOString();
  const days = daysOf('customers');
  const enter = async (number: string, enteredAt: string, person: string) => {
    await keyFor(database, `${organisation}/${number}`);
    const one = { _id: `${organisation}/${number}`, organisation, number, version: 1, mergedInto: null, enteredAt };
    await database.customers.collection.insertOne({ ...one, tokens: ['t'], identities: [person] } as never);
  };
  await enter('DF-P-OLD', then(days + 1), 'nobody');
  await enter('DF-P-NEW', then(days - 1), 'nobody');
  await enter('DF-P-ASKS', then(days + 1), 'asks');
  const asked = { _id: `${organisation}/${open}`, organisation, number: open, persons: ['asks'] };
  await database.fingerprints.collection.replaceOne({ _id: asked._id as never }, asked as never, { upsert: true });
  expect(await would()).toEqual({ customers: ['DF-P-OLD'] });
  expect(await run()).toBe(1);
  const keys = await database.dataKeys.find({ _id: /DF-P-/ }).sort({ _id: 1 }).lean<DataKeyDocument[]>();
  expect(keys.map(({ _id, key }) => [_id.split('/')[1], key !== null])).toEqual([
    ...[
      ['DF-P-ASKS', true],
      ['DF-P-NEW', true],
      ['DF-P-OLD', false],
    ],
  ]);
  expect(await run()).toBe(0);
});
