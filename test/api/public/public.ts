import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, ApiClient, eventually, served } from '../../support/api/api-client.ts';
import { ApiProcess } from '../../support/api/api-process.ts';
import { complaintBody, complaintsOf } from '../../support/api/complaints.ts';
import { unwritable } from '../../support/api/held-back.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { traces } from '../../support/workflows/traces.ts';

const organisation = 'development-fund';
const publicComplaints = `/public/organisations/${organisation}/complaints`;
const { channel: _, ...body } = complaintBody(organisation);

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
});
afterAll(() => api.stop());

interface Tracked {
  number: string;
  secret: string;
  case: Record<string, unknown>;
}

/** A customer with a complaint. */
async function customer(change: object = {}) {
  const answer = await api.anybody.post(publicComplaints, { ...body, ...change });
  const { number, secret, case: view } = answer.as<Tracked>();
  const headers = { 'case-secret': secret };
  return {
    number,
    secret,
    opening: view,
    follow: (query = '') => api.anybody.get(`${publicComplaints}/${number}${query}`, { headers }),
    act: (command: string, given: object = {}) =>
      api.anybody.post(`${publicComplaints}/${number}/${command}`, given, { headers }),
    staff: (command: string, given: object = {}, who = 'agent.1') =>
      api.as(`${organisation}.${who}`).post(`${complaintsOf(organisation)}/${number}/${command}`, given),
  };
}

/** Everything that a customer may see of their case, and nothing else. */
const shown = [
  'number',
  'category',
  'status',
  'round',
  'openedAt',
  'closedAt',
  'answerBy',
  'answer',
  'asked',
  'missing',
  'completeBy',
  'why',
  'reopenUntil',
  'steps',
  'expectedBy',
  'allowed',
  'follows',
  'followedBy',
  'mergedInto',
];

function customerView(answer: Answer): Record<string, unknown> {
  const view = answer.as<Record<string, unknown>>();
  expect(Object.keys(view).sort()).toEqual([...shown].sort());
  for (const internal of ['agent', 'supervisor', 'customer-care', 'owner', 'revision', 'policy', 'rung']) {
    expect(answer.text).not.toContain(internal);
  }
  return view;
}

describe('a complaint sent without an account', () => {
  test('is registered; its number and secret follow it from anywhere', async () => {
    const mine = await customer();
    expect(mine.number).toMatch(/^DF-C-[0-9A-Z]{5}-[0-9A-Z]{6}$/);
    expect(mine.secret.length).toBeGreaterThanOrEqual(43);
    expect(customerView(await mine.follow())).toMatchObject({
      number: mine.number,
      status: 'received',
      answer: null,
      allowed: ['attach', 'withdraw'],
    });
  });

  test('is the organisation’s like any other, by the web and from a customer', async () => {
    const { number } = await customer();
    const address = `${complaintsOf(organisation)}/${number}`;
    const { detail } = await api.projected(address, `${organisation}.agent.1`, () => true);
    expect(detail).toMatchObject({ channel: 'web', language: 'ar' });
    const { events } = await api.timeline(address, `${organisation}.agent.1`);
    expect(events[0]).toMatchObject({ type: 'received', by: 'customer' });
  });

  test('sent again under its key gets the same number and secret, and starts nothing', async () => {
    const key = randomUUID();
    const first = await api.anybody.post(publicComplaints, body, { key });
    const before = await traces(api);
    const again = await api.anybody.post(publicComplaints, body, { key });
    expect([again.status, again.json]).toEqual([201, first.json]);
    expect(await traces(api)).toEqual(before);
    expect((await api.anybody.post(publicComplaints, { ...body, language: 'en' }, { key })).refusal).toBe(
      '422 KeyReused',
    );
  });

  test.each(['1', 'my-key', 'x'.repeat(36)])('under the key %s, which others could guess, is refused', async (key) => {
    const before = await traces(api);
    expect((await api.anybody.post(publicComplaints, body, { key })).refusal).toBe('400 Malformed');
    expect(await traces(api)).toEqual(before);
  });

  test.each([
    ['names staff', { about: [`${organisation}.agent.1`] }],
    ['says how it came', { channel: 'phone' }],
    ['is of a category for staff only', { category: 'system-problem', fields: { details: 'x' } }],
    ['has an unknown field', { priority: 'urgent' }],
  ])('that %s is refused and leaves nothing', async (_what, change) => {
    const before = await traces(api);
    expect((await api.anybody.post(publicComplaints, { ...body, ...change })).refusal).toBe('422 Invalid');
    expect(await traces(api)).toEqual(before);
  });

  test('under a number that the same key gave to staff is another one', async () => {
    const key = randomUUID();
    const mine = (await api.anybody.post(publicComplaints, body, { key })).as<Tracked>();
    const theirs = await api
      .as(`${organisation}.agent.1`)
      .post(complaintsOf(organisation), complaintBody(organisation), { key });
    expect(theirs.view.number).not.toBe(mine.number);
  });
});

test('a customer who looks while a question to him is on its way gets it with its words', async () => {
  const mine = await customer();
  const away = unwritable(api.database);
  try {
    await mine.staff('return-for-completion', { missing: ['details'], text: 'متى حدث ذلك؟' });
    const waiting = mine.follow();
    await api.as(`${organisation}.agent.1`).get(`${complaintsOf(organisation)}/${mine.number}`);
    away.restore();
    expect(await api.lookAfter()).toBeGreaterThan(0);
    expect(customerView(await waiting)).toMatchObject({ status: 'returned', asked: 'متى حدث ذلك؟' });
  } finally {
    away.restore();
  }
});

test('a customer completes what was missing, gets his answer, says that it did not help, and then that it did', async () => {
  const mine = await customer();
  await mine.staff('return-for-completion', { missing: ['details'], text: 'متى حدث ذلك؟' });
  expect(customerView(await mine.follow('?atLeast=2'))).toMatchObject({
    status: 'returned',
    asked: 'متى حدث ذلك؟',
    allowed: ['complete', 'attach', 'withdraw'],
  });
  expect((await mine.act('complete', { fields: {} })).refusal).toBe('422 Invalid');
  expect(customerView(await mine.act('complete', { fields: { details: 'يوم الأحد' } }))).toMatchObject({
    status: 'received',
  });
  await mine.staff('accept');
  const open = customerView(await mine.follow('?atLeast=4'));
  expect(open.answerBy).toMatch(/T\d\d:\d\d:\d\d\+03:00\[Asia\/Riyadh\]$/);
  await mine.staff('answer', { text: 'الرد الأول' });
  expect(customerView(await mine.follow('?atLeast=5'))).toMatchObject({
    status: 'answered',
    answer: 'الرد الأول',
    allowed: ['confirm', 'object', 'attach'],
  });
  expect(customerView(await mine.act('confirm', { helped: false, text: 'لم تُحل' }))).toMatchObject({
    status: 'open',
    round: 2,
  });
  await mine.staff('answer', { text: 'الرد الثاني' });
  expect(customerView(await mine.follow('?atLeast=7'))).toMatchObject({ answer: 'الرد الثاني' });
  const closed = customerView(await mine.act('confirm', { helped: true }));
  expect(closed).toMatchObject({ status: 'closed', round: 2, allowed: ['rate', 'reopen'] });
  expect(closed.closedAt).not.toBeNull();
});

test('a customer withdraws, and cannot withdraw again', async () => {
  const mine = await customer();
  expect(customerView(await mine.act('withdraw'))).toMatchObject({ status: 'withdrawn', allowed: [] });
  expect((await mine.act('withdraw')).refusal).toBe('409 NotAllowedNow');
});

test('a customer reads why his complaint was declined', async () => {
  const mine = await customer();
  await mine.staff('decline', { reasonCode: 'duplicate', text: 'سبق تسجيل هذه الشكوى' }, 'supervisor.1');
  expect(customerView(await mine.follow('?atLeast=2'))).toMatchObject({
    status: 'declined',
    asked: 'سبق تسجيل هذه الشكوى',
  });
});

test('a customer cannot accept, answer or read the inside of his own complaint', async () => {
  const mine = await customer();
  for (const command of ['accept', 'answer', 'assign', 'decline']) {
    expect((await mine.act(command, { text: 'نعم' })).refusal).toBe('404 NotFound');
  }
  const headers = { 'case-secret': mine.secret };
  for (const path of ['words', 'timeline', 'clocks/triage/proof']) {
    expect((await api.anybody.get(`${publicComplaints}/${mine.number}/${path}`, { headers })).refusal).toBe(
      '404 NotFound',
    );
    const inside = `${complaintsOf(organisation)}/${mine.number}/${path}`;
    expect((await api.anybody.get(inside, { headers })).refusal).toBe('401 NotSignedIn');
  }
});

test('how to complain is published, without what only staff may open', async () => {
  const { categories, channels } = (await api.anybody.get(`/public/organisations/${organisation}`)).as<{
    categories: Record<string, { fields: object; answeredWithin: object }>;
    channels: object;
  }>();
  expect(Object.keys(categories).sort()).toEqual(['complaint', 'enquiry', 'remark', 'suggestion']);
  expect(categories.complaint?.answeredWithin).toEqual({ due: { workingDays: 11 }, rule: 'F-07' });
  expect(Object.keys(channels)).toContain('visit');
  expect((await api.anybody.get('/public/organisations/atlantis')).refusal).toBe('404 NotFound');
});

test('S6: a wrong secret is not found, like a case that is not there; anyone who guesses on waits, in any process, and the right one always passes', async () => {
  const fresh = await startApi({ staffOf: [], worker: false });
  try {
    const open = async () => (await fresh.anybody.post(publicComplaints, body)).as<Tracked>();
    const [mine, others] = [await open(), await open()];
    const path = `${publicComplaints}/${mine.number}`;
    const as = (secret: string) => ({ headers: { 'case-secret': secret } });
    const wrong = [
      () => fresh.anybody.get(path, as(others.secret)),
      () => fresh.anybody.get(path, as(`${mine.secret}x`)),
      () => fresh.anybody.post(`${path}/withdraw`, {}, as('x')),
      () => fresh.anybody.get(`${publicComplaints}/DF-C-00000-000000`, as(mine.secret)),
      () => fresh.anybody.get(path.replace(organisation, 'courier'), as(mine.secret)),
    ];
    const answers: Answer[] = [];
    for (const attempt of [wrong, wrong, wrong, wrong].flat()) answers.push(await attempt());
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.map(({ refusal }) => refusal)).toEqual(answers.map(() => '404 NotFound'));

    // So many were wrong at this very case: each further try of this address waits, here and in another process.
    for (const guess of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']) await fresh.anybody.get(path, as(guess));
    const second = await ApiProcess.beside(fresh, { megabytes: 256 });
    for (const client of [fresh.anybody, new ApiClient(second.url)]) {
      for (const [secret, outcome] of [
        ['x', 404],
        [mine.secret, 200],
      ] as const) {
        const before = performance.now();
        expect((await client.get(path, as(secret))).status).toBe(outcome);
        expect(performance.now() - before).toBeGreaterThan(990);
      }
    }
    await second.stop();
    // Who that was, and at which case, stands in no counter.
    const counters = JSON.stringify(await fresh.database.counters.find().lean());
    expect(counters).toContain('wrong-secrets/');
    for (const word of [mine.number, '127.0.0.1']) expect(counters).not.toContain(word);
  } finally {
    await fresh.stop();
  }
});

describe('S13h: the documents of a customer', () => {
  const megabyte = 1024 * 1024;
  const upload = (path: string, secret: string, size: number, more: Record<string, string> = {}) =>
    api.anybody.send('POST', `${path}/attach?name=x.txt`, new Uint8Array(Buffer.alloc(size, 'a')), {
      ...{ 'content-type': 'text/plain', 'case-secret': secret, 'idempotency-key': randomUUID() },
      ...more,
    });

  test('have 50 MB together, also where they are sent at once; what was not kept takes no room', async () => {
    const { number, secret } = await customer();
    const path = `${publicComplaints}/${number}`;
    expect((await upload(path, secret, 19 * megabyte, { 'content-type': 'image/png' })).refusal).toBe('422 Invalid');
    const answers = await Promise.all([1, 2, 3, 4].map(() => upload(path, secret, 15 * megabyte)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 413]);
    expect((await upload(path, secret, 6 * megabyte)).refusal).toBe('413 TooLarge');
    expect((await upload(path, secret, 4 * megabyte)).status).toBe(200);
  });

  test('S13h: a document that was taken is taken again under its key, however full the room is by then', async () => {
    const { number, secret } = await customer();
    const path = `${publicComplaints}/${number}`;
    const key = { 'idempotency-key': randomUUID() };
    const first = await upload(path, secret, 16 * megabyte, key);
    for (const size of [16, 16]) expect((await upload(path, secret, size * megabyte)).status).toBe(200);
    const again = await upload(path, secret, 16 * megabyte, key);
    expect([first.status, again.status, again.json]).toEqual([200, 200, first.json]);
    expect((await upload(path, secret, 16 * megabyte)).refusal).toBe('413 TooLarge');
  });

  test('S13h: of many that are sent at once exactly as many are kept as there is room for, whatever has been kept a moment before', async () => {
    const { number, secret } = await customer();
    const path = `${publicComplaints}/${number}`;
    for (const size of [16, 16, 13]) expect((await upload(path, secret, size * megabyte)).status).toBe(200);
    const answers = await Promise.all(Array.from({ length: 12 }, () => upload(path, secret, megabyte)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 413)).toHaveLength(7);
    expect((await upload(path, secret, 1)).refusal).toBe('413 TooLarge');
  });

  test('are not taken any more from an address that has sent too much within the hour; another case is no way round', async () => {
    const { number, secret } = await customer();
    const counted = () =>
      api.database.counters.find({ _id: /^uploaded-bytes\// }).lean<{ _id: string; count: number }[]>();
    expect((await upload(`${publicComplaints}/${number}`, secret, 10)).status).toBe(200);
    await eventually(counted, ([before]) => (before?.count ?? 0) > 0);
    await api.database.counters.collection.updateMany(
      { _id: /^uploaded-bytes\// as never },
      { $set: { count: 500 * megabyte } },
    );
    const answer = await upload(`${publicComplaints}/${number}`, secret, 10);
    expect([answer.refusal, Number(answer.headers.get('retry-after')) > 0]).toEqual(['429 TooManyRequests', true]);
    await api.database.counters.collection.deleteMany({ _id: /^uploaded-bytes\// as never });
    expect((await upload(`${publicComplaints}/${number}`, secret, 10)).status).toBe(200);
  });
});

test('right secrets are never too many', async () => {
  const mine = await customer();
  const answers = await Promise.all(Array.from({ length: 40 }, () => served(() => mine.follow())));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
});
