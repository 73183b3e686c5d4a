import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ApiClient } from '../../support/api/api-client.ts';
import { eventually } from '../../support/api/api-client.ts';
import { complaintBody, complaintsOf, driven, opened, withdrawnByCustomer } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { traces } from '../../support/workflows/traces.ts';

const complaints = complaintsOf('development-fund');
const body = complaintBody('development-fund');

let api: RunningApi;
let agent: ApiClient;
beforeAll(async () => {
  api = await startApi({ staffOf: ['development-fund', 'sandbox'] });
  agent = api.as('development-fund.agent.1');
});
afterAll(() => api.stop());

const timeline = async (address: string) => (await api.timeline(address, 'development-fund.agent.1')).events;

describe('an opening', () => {
  test('sent again gets the first answer and starts nothing', async () => {
    const key = randomUUID();
    const first = await agent.post(complaints, body, { key });
    const before = await traces(api);
    const again = await agent.post(complaints, body, { key });
    expect([again.status, again.json]).toEqual([201, first.json]);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(await traces(api)).toEqual(before);
  });

  test('sent twenty times at once is opened once, with one answer', async () => {
    const key = randomUUID();
    const before = await traces(api);
    const answers = await Promise.all(Array.from({ length: 20 }, () => agent.post(complaints, body, { key })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const after = await traces(api);
    expect([after.workflows, after.vault, after.requests]).toEqual(
      [before.workflows, before.vault, before.requests].map((count) => (count ?? 0) + 1),
    );
  });

  test('sent again with another body is refused, also where that body is not valid', async () => {
    const key = randomUUID();
    await agent.post(complaints, body, { key });
    const before = await traces(api);
    expect((await agent.post(complaints, { ...body, language: 'en' }, { key })).refusal).toBe('422 KeyReused');
    expect((await agent.post(complaints, { ...body, category: 'none' }, { key })).refusal).toBe('422 KeyReused');
    expect(await traces(api)).toEqual(before);
  });

  test('under a key that was used for an invalid body is taken', async () => {
    const key = randomUUID();
    expect((await agent.post(complaints, { ...body, category: 'none' }, { key })).refusal).toBe('422 Invalid');
    expect((await agent.post(complaints, body, { key })).status).toBe(201);
  });

  test('by somebody else under the same key is another one', async () => {
    const key = randomUUID();
    const mine = await agent.post(complaints, body, { key });
    const his = await api.as('development-fund.agent.2').post(complaints, body, { key });
    expect(his.view.number).not.toBe(mine.view.number);
  });

  test('sent again once the case has ended gets the first answer and starts nothing', async () => {
    const key = randomUUID();
    const { view } = await agent.post(complaints, body, { key });
    await withdrawnByCustomer(api, 'development-fund', view.number);
    const handle = api.temporal.workflow.getHandle(`complaint:development-fund:${view.number}`);
    await handle.result();
    const again = await agent.post(complaints, body, { key });
    expect([again.status, again.view]).toEqual([201, view]);
    expect((await handle.describe()).status.name).toBe('COMPLETED');
  });

  test('whose answer was lost gets it again from the running case', async () => {
    const key = randomUUID();
    const { view } = await agent.post(complaints, body, { key });
    await api.database.requests.collection.updateOne(
      { _id: `open/development-fund/${view.number}` as never },
      { $set: { response: null } },
    );
    const before = await traces(api);
    const again = await agent.post(complaints, body, { key });
    expect([again.status, again.view]).toEqual([201, view]);
    expect(await traces(api)).toEqual(before);
  });
});

describe('a command', () => {
  test('sent again gets the first answer and is applied once', async () => {
    const { address } = await driven(api, 'development-fund', [['accept', {}]]);
    const key = randomUUID();
    const contact = { channel: 'phone', reached: true, text: 'تم الاتصال' };
    const first = await agent.post(`${address}/log-contact`, contact, { key });
    await agent.post(`${address}/answer`, { text: 'تمت المعالجة' });
    const again = await agent.post(`${address}/log-contact`, contact, { key });
    expect([again.status, again.json]).toEqual([200, first.json]);
    const { revision } = (await agent.get(`${address}?atLeast=4`)).view;
    expect(revision).toBe(4);
    expect((await timeline(address)).filter(({ type }) => type === 'contactLogged')).toHaveLength(1);
  });

  test('sent twenty times at once is applied once, with one answer', async () => {
    const { address } = await driven(api, 'development-fund', [['accept', {}]]);
    const key = randomUUID();
    const contact = { channel: 'phone', reached: false, text: 'لا يرد' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => agent.post(`${address}/log-contact`, contact, { key })),
    );
    expect(answers.map(({ status, view }) => [status, view.revision])).toEqual(answers.map(() => [200, 3]));
    await agent.get(`${address}?atLeast=3`);
    expect((await timeline(address)).filter(({ type }) => type === 'contactAttempted')).toHaveLength(1);
  });

  test('under the key of another command, or of another body, is refused', async () => {
    const { address } = await driven(api, 'development-fund', [['accept', {}]]);
    const key = randomUUID();
    await agent.post(`${address}/log-contact`, { channel: 'phone', reached: true }, { key });
    const otherBody = await agent.post(`${address}/log-contact`, { channel: 'email', reached: true }, { key });
    expect(otherBody.refusal).toBe('422 KeyReused');
    expect((await agent.post(`${address}/answer`, { text: 'نعم' }, { key })).refusal).toBe('422 KeyReused');
    expect((await agent.get(address)).view.status).toBe('open');
  });

  test('that was refused is refused again under its key, and taken under a new one', async () => {
    const { address } = await opened(api, 'development-fund');
    const supervisor = api.as('development-fund.supervisor.1');
    const key = randomUUID();
    const first = await supervisor.post(`${address}/answer`, { text: 'نعم' }, { key });
    expect(first.refusal).toBe('409 NotAllowedNow');
    await supervisor.post(`${address}/accept`);
    const again = await supervisor.post(`${address}/answer`, { text: 'نعم' }, { key });
    expect(again.problem).toEqual(first.problem);
    expect((await supervisor.post(`${address}/answer`, { text: 'نعم' })).view.status).toBe('answered');
  });

  test('under a key that was used for an invalid body is taken', async () => {
    const { address } = await driven(api, 'development-fund', [['accept', {}]]);
    const key = randomUUID();
    const invalid = { channel: 'telepathy', reached: true };
    expect((await agent.post(`${address}/log-contact`, invalid, { key })).refusal).toBe('422 Invalid');
    expect((await agent.post(`${address}/log-contact`, { channel: 'phone', reached: true }, { key })).status).toBe(200);
  });

  test('that ended the case gets its first answer again, also where the answer was lost', async () => {
    const { channel, ...publicBody } = complaintBody('development-fund');
    const path = '/public/organisations/development-fund/complaints';
    const { number, secret } = (await api.anybody.post(path, publicBody)).as<{ number: string; secret: string }>();
    const options = { key: randomUUID(), headers: { 'case-secret': secret } };
    const withdraw = () => api.anybody.post(`${path}/${number}/withdraw`, { text: 'انتهى' }, options);
    const first = await withdraw();
    await api.temporal.workflow.getHandle(`complaint:development-fund:${number}`).result();
    expect((await withdraw()).json).toEqual(first.json);
    await api.database.requests.collection.updateMany(
      { number, _id: /^(?!open)/ as never },
      { $set: { response: null } },
    );
    const lost = await withdraw();
    expect([lost.status, lost.as<{ status: string }>().status]).toEqual([200, 'withdrawn']);
    const events = await timeline(`${complaints}/${number}`);
    expect(events.filter(({ type }) => type === 'withdrawn')).toHaveLength(1);
  });

  test('to a case that has ended is not allowed now, and nothing is', async () => {
    const { address, number } = await driven(api, 'development-fund', [['withdraw', {}]]);
    await api.temporal.workflow.getHandle(`complaint:development-fund:${number}`).result();
    await api.projected(address, 'development-fund.agent.1', ({ status }) => status === 'withdrawn');
    const answer = await agent.post(`${address}/accept`);
    expect([answer.refusal, answer.problem.allowed]).toEqual(['409 NotAllowedNow', []]);
  });
});

describe('a command sent with Prefer: respond-async', () => {
  const prefer = { prefer: 'respond-async' };

  test('is taken at once, applied, and taken again under its key without being applied again', async () => {
    const { address } = await opened(api, 'development-fund');
    const key = randomUUID();
    const first = await agent.post(`${address}/accept`, {}, { key, headers: prefer });
    expect([first.status, first.json.accepted, first.headers.get('preference-applied')]).toEqual([
      202,
      true,
      'respond-async',
    ]);
    const { owner } = await api.projected(address, 'development-fund.agent.1', ({ status }) => status === 'open');
    expect(owner).toBe('development-fund.agent.1');
    const again = await agent.post(`${address}/accept`, {}, { key, headers: prefer });
    expect([again.status, again.json]).toEqual([202, first.json]);
    expect((await timeline(address)).filter(({ type }) => type === 'accepted')).toHaveLength(1);
  });

  test('is a fact of the timeline where the case refuses it', async () => {
    const { address } = await opened(api, 'development-fund');
    const supervisor = api.as('development-fund.supervisor.1');
    expect((await supervisor.post(`${address}/answer`, { text: 'نعم' }, { headers: prefer })).status).toBe(202);
    const events = await eventually(
      () => timeline(address),
      (all) => all.some(({ type }) => type === 'commandRefused'),
    );
    expect(events.at(-1)).toMatchObject({ data: { command: 'answer', refusal: 'NotAllowedNow', status: 'received' } });
  });
});

test('a store of requests that is lost takes nothing along: the key still opens and does the same, once', async () => {
  const [key, second] = [randomUUID(), randomUUID()];
  const first = await agent.post(complaints, body, { key });
  const address = `${complaints}/${first.view.number}`;
  const accepted = await agent.post(`${address}/accept`, {}, { key: second });
  await api.projected(address, 'development-fund.agent.1', ({ status }) => status === 'open');
  await api.database.requests.collection.deleteMany({ number: first.view.number });
  const before = await traces(api);
  const again = await agent.post(complaints, body, { key });
  expect([again.status, again.view.number]).toEqual([201, first.view.number]);
  const repeated = await agent.post(`${address}/accept`, {}, { key: second });
  expect([repeated.status, repeated.view.revision]).toEqual([200, accepted.view.revision]);
  expect((await timeline(address)).filter(({ type }) => type === 'accepted')).toHaveLength(1);
  expect((await traces(api)).workflows).toBe(before.workflows);
  await api.database.requests.collection.deleteMany({ number: first.view.number });
  expect((await agent.post(complaints, { ...body, language: 'en' }, { key })).refusal).toBe('422 KeyReused');
});

test('a store of requests that is lost: another body with words under the key is refused, and the first one is answered again', async () => {
  const { address, number } = await driven(api, 'development-fund', [['accept', {}]]);
  const options = { key: randomUUID() };
  const log = (text: string) =>
    agent.post(`${address}/log-contact`, { channel: 'phone', reached: true, text }, options);
  const first = await log('اتصل العميل صباحًا (مثال)');
  expect(first.status).toBe(200);
  await api.database.requests.collection.deleteMany({ number });
  for (let times = 0; times < 2; times += 1)
    expect((await log('اتصل العميل مساءً (مثال)')).refusal).toBe('422 KeyReused');
  const again = await log('اتصل العميل صباحًا (مثال)');
  expect([again.status, again.view.revision]).toEqual([200, first.view.revision]);
  expect((await log('اتصل العميل مساءً (مثال)')).refusal).toBe('422 KeyReused');
});

test('a store of requests that is lost: another body without words under the key is refused, of a running case and of one that has ended', async () => {
  const { address, number } = await driven(api, 'development-fund', [['accept', {}]]);
  const options = { key: randomUUID() };
  // It tells nobody: a message to staff would keep the case open until they open in the morning.
  const log = (reached: boolean) => agent.post(`${address}/log-contact`, { channel: 'phone', reached }, options);
  const first = await log(true);
  expect(first.status).toBe(200);
  const { revision } = first.view;
  await api.projected(address, 'development-fund.agent.1', (view) => view.revision >= revision);
  const lose = () => api.database.requests.collection.deleteMany({ number });
  const holds = async () => {
    await lose();
    for (let times = 0; times < 2; times += 1) expect((await log(false)).refusal).toBe('422 KeyReused');
    expect((await log(true)).status).toBe(200);
    expect((await log(false)).refusal).toBe('422 KeyReused');
  };
  await holds();
  expect((await log(true)).json).toEqual(first.json);
  await withdrawnByCustomer(api, 'development-fund', number);
  await api.temporal.workflow.getHandle(`complaint:development-fund:${number}`).result();
  await holds();
  expect((await timeline(address)).filter(({ type }) => type === 'contactLogged')).toHaveLength(1);
});

test('a store of requests that is lost: words of another request under the key leave nothing', async () => {
  const { address, number } = await driven(api, 'development-fund', [['accept', {}]]);
  const options = { key: randomUUID() };
  const log = (text: object) =>
    agent.post(`${address}/log-contact`, { channel: 'phone', reached: true, ...text }, options);
  expect((await log({})).status).toBe(200);
  await api.database.requests.collection.deleteMany({ number });
  const words = () => api.database.vault.collection.countDocuments({ number });
  const before = await words();
  expect((await log({ text: 'اتصل العميل مساءً (مثال)' })).refusal).toBe('422 KeyReused');
  expect(await words()).toBe(before);
  expect((await log({})).status).toBe(200);
});

test('a store of requests that is lost: another body is refused also if the outcome is not waited for', async () => {
  const { address, number } = await driven(api, 'development-fund', [['accept', {}]]);
  const supervisor = api.as('development-fund.supervisor.1');
  const key = randomUUID();
  const prefer = { prefer: 'respond-async' };
  const assign = (to: string, headers = {}) =>
    supervisor.post(`${address}/assign`, { to: `development-fund.${to}` }, { key, headers });
  expect((await assign('agent.2', prefer)).status).toBe(202);
  await api.projected(address, 'development-fund.agent.1', ({ owner }) => owner === 'development-fund.agent.2');
  await api.database.requests.collection.deleteMany({ number });
  expect((await assign('agent.1', prefer)).refusal).toBe('422 KeyReused');
  // The engine has not seen the command as an Update, and the event was written long ago: the case alone knows it.
  expect((await assign('agent.1')).refusal).toBe('422 KeyReused');
  expect((await assign('agent.2', prefer)).status).toBe(202);
});

test('a publication and an absence sent again get their first answer, and with another body are refused', async () => {
  const manager = api.as('sandbox.manager.1');
  const absences = '/v1/organisations/sandbox/staff/sandbox.agent.1/absences';
  const absence = { from: '2030-01-01T00:00:00Z', to: '2030-01-02T00:00:00Z', deputy: 'sandbox.agent.2' };
  const key = randomUUID();
  const first = await manager.post(absences, absence, { key });
  await manager.post(absences, { ...absence, from: '2030-01-03T00:00:00Z', to: '2030-01-04T00:00:00Z' });
  expect((await manager.post(absences, absence, { key })).json).toEqual(first.json);
  expect((await manager.post(absences, { ...absence, to: '2031-01-01T00:00:00Z' }, { key })).refusal).toBe(
    '422 KeyReused',
  );
  const other = absences.replace('agent.1', 'agent.2');
  expect((await manager.post(other, { ...absence, deputy: 'sandbox.agent.1' }, { key })).refusal).toBe('422 KeyReused');
});
