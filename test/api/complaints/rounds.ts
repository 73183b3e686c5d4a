import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chooseOwner } from '../../../activities/cases/choose-owner.ts';
import { findCase } from '../../../db/cases/cases.ts';
import { eventually } from '../../support/api/api-client.ts';
import { complaintBody, complaintsOf, driven, opened } from '../../support/api/complaints.ts';
import { heldLastProjections, unwritable } from '../../support/api/held-back.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const text = 'نص للتجربة';
const why = 'لا صلة لها بخدمات المنظمة';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'sandbox'] });
});
afterAll(() => api.stop());

const as = (who: string) => api.as(`${organisation}.${who}`);
const supervisor = `${organisation}.supervisor.1`;

/** A complaint of a customer without an account, and what they can do with it. */
async function ofCustomer() {
  const { channel, ...body } = complaintBody(organisation);
  const base = `/public/organisations/${organisation}/complaints`;
  const answer = await api.anybody.post(base, body);
  const { number, secret } = answer.as<{ number: string; secret: string }>();
  const headers = { 'case-secret': secret };
  return {
    number,
    secret,
    address: `${complaintsOf(organisation)}/${number}`,
    follow: async () => (await api.anybody.get(`${base}/${number}`, { headers })).as<Record<string, unknown>>(),
    act: (command: string, given: object = { text }, more: Record<string, string> = {}) =>
      api.anybody.post(`${base}/${number}/${command}`, given, { headers: { ...headers, ...more } }),
    again: (change: object, given = headers) => api.anybody.post(base, { ...body, ...change }, { headers: given }),
  };
}

describe('a round that the customer opens by his secret', () => {
  test('an objection to a decline: anyone who declined may not decide again, another one may (F-16)', async () => {
    const mine = await ofCustomer();
    await as('supervisor.1').post(`${mine.address}/decline`, { reasonCode: 'other', text: why });
    await api.projected(mine.address, supervisor, ({ status }) => status === 'declined');
    expect((await mine.follow()).allowed).toEqual(['object']);
    const objected = (await mine.act('object')).as<Record<string, unknown>>();
    expect(objected).toMatchObject({ status: 'received', round: 2 });

    const again = await as('supervisor.1').post(`${mine.address}/decline`, { reasonCode: 'other', text: why });
    expect(again.refusal).toBe('403 SamePerson');
    expect((await as('agent.1').post(`${mine.address}/assign`, { to: `${organisation}.agent.1` })).status).toBe(200);
    expect((await as('supervisor.2').post(`${mine.address}/accept`)).view).toMatchObject({ status: 'open', round: 2 });
  });

  test('a reopening of what was closed', async () => {
    const mine = await ofCustomer();
    await as('agent.1').post(`${mine.address}/accept`);
    await as('agent.1').post(`${mine.address}/answer`, { text });
    await mine.act('confirm', { helped: true });
    expect((await mine.act('reopen')).as<object>()).toMatchObject({ status: 'open', round: 2, closedAt: null });
  });
});

test('staff record an objection in the customer’s name, and its words are readable', async () => {
  const { address } = await driven(api, organisation, [
    ['accept', {}],
    ['answer', { text }],
    ['object', { text: 'لا أوافق على الرد' }],
  ]);
  const { events } = await api.timeline(address, `${organisation}.agent.1`);
  expect(events.find(({ type }) => type === 'objected')).toMatchObject({ onBehalfOf: 'customer' });
  const { words } = (await as('supervisor.1').get(`${address}/words`)).as<{ words: { content: object }[] }>();
  expect(words.at(-1)?.content).toMatchObject({ text: 'لا أوافق على الرد', command: 'object' });
});

describe('a complaint that has ended', () => {
  /** Withdrawn: it ends at once. */
  async function ended() {
    const mine = await ofCustomer();
    await mine.act('withdraw', {});
    await api.projected(mine.address, supervisor, ({ status }) => status === 'withdrawn');
    return mine;
  }

  test('takes no further round, and says that a linked new complaint is the way', async () => {
    const mine = await ended();
    const { status, problem } = await mine.act('reopen');
    expect([status, problem.detail]).toEqual([409, expect.stringContaining(`follows: ${mine.number}`)]);
  });

  test('says so as well where its workflow has not come to its end yet', async () => {
    const mine = await ofCustomer();
    await api.projected(mine.address, supervisor, () => true);
    // The case projects what nobody waits for. The last projection is written, and the workflow waits to hear of it.
    const held = heldLastProjections(api.database);
    try {
      await mine.act('withdraw', {}, { prefer: 'respond-async' });
      await api.projected(mine.address, supervisor, ({ status }) => status === 'withdrawn');
      const { status, problem } = await mine.act('reopen');
      expect([status, problem.detail]).toEqual([409, expect.stringContaining(`follows: ${mine.number}`)]);
    } finally {
      held.restore();
    }
  });

  test('is written once a command comes, if its last step could not be written', async () => {
    const mine = await ofCustomer();
    await api.projected(mine.address, supervisor, () => true);
    const headers = { 'case-secret': mine.secret };
    const path = `/public/organisations/${organisation}/complaints/${mine.number}/withdraw`;
    const withdraw = (key: string) => api.anybody.post(path, {}, { headers, key });
    const stored = async () => (await findCase(api.database, organisation, mine.number))?.view.status;
    const key = randomUUID();
    const away = unwritable(api.database);
    try {
      expect((await withdraw(key)).as()).toMatchObject({ status: 'withdrawn' });
    } finally {
      away.restore();
    }
    expect(await stored()).toBe('received');
    // Another request than the first: the case has ended, and says so.
    expect((await withdraw(randomUUID())).refusal).toBe('409 NotAllowedNow');
    expect(await stored()).toBe('withdrawn');
    expect((await withdraw(key)).as()).toMatchObject({ status: 'withdrawn' });
  });

  test('is followed by a new one, and each names the other, to staff and to the customer', async () => {
    const mine = await ended();
    const { number, case: view } = (await mine.again({ follows: mine.number })).as<{ number: string; case: object }>();
    expect(view).toMatchObject({ follows: mine.number });
    const address = `${complaintsOf(organisation)}/${number}`;
    expect((await api.projected(address, supervisor, () => true)).detail).toMatchObject({ follows: mine.number });
    expect((await as('agent.1').get(mine.address)).view.detail).toMatchObject({ followedBy: [number] });
    expect(await mine.follow()).toMatchObject({ followedBy: [number] });
    const { events } = await api.timeline(address, `${organisation}.agent.1`);
    expect(events[0]?.data).toMatchObject({ follows: mine.number });
  });

  test('is followed by nobody who does not know its secret', async () => {
    const mine = await ended();
    const stranger = await ofCustomer();
    const answer = await stranger.again({ follows: mine.number });
    expect(answer.problem).toMatchObject({ status: 422, errors: [{ path: 'follows' }] });
  });

  test.each(['one that still runs', 'one that is not there'])('is not %s', async (which) => {
    const { number } = await opened(api, organisation);
    const follows = which === 'one that still runs' ? number : 'DF-C-00000-000000';
    const answer = await as('agent.1').post(complaintsOf(organisation), complaintBody(organisation, { follows }));
    expect(answer.problem).toMatchObject({ status: 422, errors: [{ path: 'follows' }] });
  });
});

describe('a hand-over (G-04)', () => {
  const offer = { to: `${organisation}.agent.2`, customerConsents: true, reason: 'اختصاص الزميل', briefing: 'ملخص' };
  const owned = () => driven(api, organisation, [['accept', {}]]);

  test('is waited for by the receiver, who reads the briefing, takes it and owns it, and hears of it at any hour', async () => {
    const { address, number } = await owned();
    expect((await as('agent.1').post(`${address}/hand-over`, offer)).view).toMatchObject({
      owner: `${organisation}.agent.1`,
    });
    const work = `/v1/organisations/${organisation}/work`;
    const items = async () => (await as('agent.2').get(work)).as<{ items: { number: string; why: string }[] }>().items;
    await eventually(items, (all) => all.some((one) => one.number === number && one.why === 'handed-over'));
    const { words } = (await as('agent.2').get(`${address}/words`)).as<{ words: { content: object }[] }>();
    expect(words.at(-1)?.content).toMatchObject({ briefing: 'ملخص', text: 'اختصاص الزميل' });
    expect((await as('agent.1').post(`${address}/take`)).refusal).toBe('403 NotYourCase');
    expect((await as('agent.2').post(`${address}/take`)).view).toMatchObject({ owner: `${organisation}.agent.2` });
    const told = () => api.sent.filter(({ subject }) => subject?.includes(number)).map(({ to }) => to);
    await eventually(told, (all) => all.includes(`${organisation}.agent.2@example.com`));
  });

  test('is told to the giver too once it is taken, which elsewhere waits for the morning', async () => {
    // The sandbox is open day and night.
    const { address, number } = await driven(api, 'sandbox', [
      ['accept', {}],
      ['hand-over', { ...offer, to: 'sandbox.agent.2' }],
    ]);
    expect((await api.as('sandbox.agent.2').post(`${address}/take`)).view).toMatchObject({ owner: 'sandbox.agent.2' });
    const told = () => api.sent.filter(({ subject }) => subject?.includes(number)).map(({ to }) => to);
    const both = ['sandbox.agent.1@example.com', 'sandbox.agent.2@example.com'];
    await eventually(told, (all) => both.every((one) => all.includes(one)));
  });

  test('without the customer’s consent is refused', async () => {
    const { address } = await owned();
    const answer = await as('agent.1').post(`${address}/hand-over`, { ...offer, customerConsents: false });
    expect(answer.refusal).toBe('409 Incomplete');
  });

  test('to somebody who is away is refused with the stand-in named', async () => {
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const to = new Date(Date.now() + 3_600_000).toISOString();
    const absences = [{ from, to, deputy: `${organisation}.agent.2`, enteredBy: supervisor }];
    await api.hire(`${organisation}.agent.3`, { absences });
    const { address } = await owned();
    const answer = await as('agent.1').post(`${address}/hand-over`, { ...offer, to: `${organisation}.agent.3` });
    expect(answer.problem.errors).toEqual([
      { path: 'to', message: expect.stringContaining(`${organisation}.agent.2 stands in`) },
    ]);
  });
});

test('an extension shows the old and the new due instant, is in the proof, and is told to the customer', async () => {
  const { address, number } = await driven(api, 'sandbox', [['accept', {}]]);
  const manager = api.as('sandbox.manager.1');
  expect((await api.as('sandbox.supervisor.1').post(`${address}/extend`, { clock: 'answer', text })).refusal).toBe(
    '403 Forbidden',
  );
  const { clocks } = (await manager.post(`${address}/extend`, { clock: 'answer', text })).view;
  const clock = clocks.find(({ id }) => id === 'answer');
  expect(clock).toMatchObject({ extension: { elapsed: 'PT20S' }, moves: [{ why: 'extension', to: clock?.dueAt }] });
  expect(Date.parse(clock?.dueAt ?? '') - Date.parse(clock?.moves[0]?.from ?? '')).toBe(20_000);

  await api.projected(address, 'sandbox.manager.1', (view) => view.clocks.some(({ extension }) => extension !== null));
  const proof = (await manager.get(`${address}/clocks/answer/proof`)).as<Record<string, object>>();
  expect(proof).toMatchObject({ question: { due: { elapsed: 'PT40S' } }, answer: { dueAt: clock?.dueAt } });
  expect(proof.extension).toMatchObject({ by: { elapsed: 'PT20S' }, to: clock?.dueAt });

  expect((await manager.post(`${address}/extend`, { clock: 'answer', text })).refusal).toBe('409 NotAllowedNow');
  await eventually(
    () => api.sent.filter(({ to, text: sent }) => to === '+966500000001' && sent.includes(number)),
    (all) => all.some(({ text: sent }) => sent.includes('وقت إضافي')),
  );
});

describe('my tickets (C-07)', () => {
  interface Item {
    number: string;
    why: string;
    news: boolean;
  }
  const work = async (who: string, query = '') =>
    (await as(who).get(`/v1/organisations/${organisation}/work?limit=200${query}`)).as<{ items: Item[] }>().items;
  const newsOf = async (who: string, number: string) =>
    (await work(who)).find((item) => item.number === number)?.news ?? null;

  test('say what is new since I last looked, or gave a command, and others’ looks are not mine', async () => {
    const { address, number } = await opened(api, organisation);
    await eventually(
      () => newsOf('agent.1', number),
      (news) => news === true,
    );
    expect((await as('agent.1').post(`${address}/seen`)).as<object>()).toEqual({ number, revision: 1 });
    expect([await newsOf('agent.1', number), await newsOf('agent.2', number)]).toEqual([false, true]);

    await as('supervisor.1').post(`${address}/assign`, { to: `${organisation}.agent.1` });
    await eventually(
      () => newsOf('agent.1', number),
      (news) => news === true,
    );
    const view = (await as('agent.1').post(`${address}/accept`)).view;
    await api.projected(address, supervisor, ({ revision }) => revision >= view.revision);
    expect(await newsOf('agent.1', number)).toBe(false);
  });

  test('are narrowed to what is new, or to what is not, page by page', async () => {
    const { address, number } = await opened(api, organisation);
    await api.projected(address, supervisor, () => true);
    await as('agent.2').post(`${address}/seen`);
    const numbers = async (query: string) => (await work('agent.2', query)).map((item) => item.number);
    expect(await numbers('&new=false')).toContain(number);
    expect(await numbers('&new=true')).not.toContain(number);
    const walked: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const path: string = `/v1/organisations/${organisation}/work?limit=1&new=true${cursor && `&cursor=${cursor}`}`;
      const page = (await as('agent.2').get(path)).as<{ items: Item[]; nextCursor: string | null }>();
      walked.push(...page.items.map((item) => item.number));
      cursor = page.nextCursor;
    }
    expect(walked).toEqual(await numbers('&new=true'));
  });

  test('are not seen further than they have come', async () => {
    const { address, number } = await opened(api, organisation);
    const answer = await as('agent.1').post(`${address}/seen`, { revision: 99 });
    expect(answer.as<object>()).toEqual({ number, revision: 1 });
  });
});

test('cases are given to anyone who is there and has the least to do, once per case (C-02)', async () => {
  for (const who of ['agent.1', 'agent.2', 'agent.3', 'agent.4']) await api.hire(`courier.${who}`);
  const away = { from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z', deputy: 'courier.agent.1', enteredBy: '' };
  await api.hire('courier.agent.3', { absences: [away] });
  const ask = (key: string, skip: string[] = []) =>
    chooseOwner(api.database, {
      ...{ key, organisation: 'courier', number: `CR-C-${key}`, role: 'agent', group: 'customer-care', skip },
      at: new Date().toISOString(),
    });
  const owned = { _id: 'courier/x', organisation: 'courier', over: false };
  const view = { owner: 'courier.agent.1', status: 'open' };
  await api.database.cases.collection.insertOne({ ...owned, view } as never);
  expect(await ask('first')).toEqual({ staffId: 'courier.agent.2' });
  expect(await ask('first')).toEqual({ staffId: 'courier.agent.2' });
  expect(await ask('second', ['courier.agent.2'])).toEqual({ staffId: 'courier.agent.4' });
  expect(await ask('nobody', ['courier.agent.1', 'courier.agent.2', 'courier.agent.4'])).toEqual({ staffId: null });
});
