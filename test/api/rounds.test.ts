import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { complaintBody, complaintsOf, driven, opened } from '../support/complaints.ts';
import { type RunningApi, startApi } from '../support/running-api.ts';

const organisation = 'development-fund';
const text = 'نص للتجربة';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
}, 60_000);
afterAll(() => api.stop());

const as = (who: string) => api.as(`${organisation}.${who}`);
const supervisor = `${organisation}.supervisor.1`;

/** A complaint of a customer without an account, and what he can do with it. */
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
    act: (command: string, given: object = { text }) =>
      api.anybody.post(`${base}/${number}/${command}`, given, { headers }),
    again: (change: object, given = headers) => api.anybody.post(base, { ...body, ...change }, { headers: given }),
  };
}

describe('a round that the customer opens by his secret', () => {
  test('an objection to a decline: whoever declined may not decide again, another one may (F-16)', async () => {
    const mine = await ofCustomer();
    await as('supervisor.1').post(`${mine.address}/decline`, { reasonCode: 'other', text });
    await api.projected(mine.address, supervisor, ({ status }) => status === 'declined');
    expect((await mine.follow()).allowed).toEqual(['object']);
    const objected = (await mine.act('object')).as<Record<string, unknown>>();
    expect(objected).toMatchObject({ status: 'received', round: 2 });

    const again = await as('supervisor.1').post(`${mine.address}/decline`, { reasonCode: 'other', text });
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
  const { events } = (await as('agent.1').get(`${address}/timeline`)).as<{ events: { type: string }[] }>();
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

  test('is followed by a new one, and each names the other, to staff and to the customer', async () => {
    const mine = await ended();
    const { number, case: view } = (await mine.again({ follows: mine.number })).as<{ number: string; case: object }>();
    expect(view).toMatchObject({ follows: mine.number });
    const address = `${complaintsOf(organisation)}/${number}`;
    expect((await api.projected(address, supervisor, () => true)).detail).toMatchObject({ follows: mine.number });
    expect((await as('agent.1').get(mine.address)).view.detail).toMatchObject({ followedBy: [number] });
    expect(await mine.follow()).toMatchObject({ followedBy: [number] });
    const { events } = (await as('agent.1').get(`${address}/timeline`)).as<{ events: { data: object }[] }>();
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
