import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { linkGeneration } from '../../../db/access/customer-keys.ts';
import type { NoticeDocument } from '../../../db/cases/notices.ts';
import { storeText } from '../../../db/cases/vault.ts';
import { signalCase } from '../../../temporal/cases.ts';
import { eventually } from '../../support/api/api-client.ts';
import { driven, opened, saidOnThePhone, signed } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const owner = `${organisation}.agent.1`;
const stranger = `${organisation}.agent.2`;
const customer = { name: 'عميل تجريبي (مثال)', phone: '+966500000001', email: 'customer@example.com' };

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
});
afterAll(() => api.stop());

const accepted = () => driven(api, organisation, [['accept', {}]], { customer });

/** The link of a message to the customer about this case by which the customer can disown something. */
async function disowningLink(number: string): Promise<string> {
  const [message] = await eventually(
    () => api.sent.filter(({ text }) => text.includes(number) && text.includes('/disown/')),
    (all) => all.length > 0,
  );
  const found = /https?:\/\/\S+\/disown\/\S+/.exec(message?.text ?? '');
  return new URL(found?.[0] ?? '').pathname;
}

describe('F-10: staff who speak for the customer', () => {
  test('F-10: anyone who does not own the case may not, and without evidence nobody may', async () => {
    const { address } = await accepted();
    const said = saidOnThePhone();
    expect((await api.as(stranger).post(`${address}/withdraw`, { said })).refusal).toMatch(/^403/);
    const bare = await api.as(owner).post(`${address}/withdraw`, {});
    expect([bare.refusal, bare.problem.errors?.[0]?.path]).toEqual(['422 Invalid', 'said']);
    const { text: _, ...unproven } = said;
    expect((await api.as(owner).post(`${address}/withdraw`, { said: unproven })).refusal).toBe('422 Invalid');
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const early = await api.as(owner).post(`${address}/withdraw`, { said: { ...said, at: tomorrow } });
    expect(early.refusal).toBe('422 Invalid');
  });

  test('F-10, C-01: a withdrawal is told to the customer at once, whose link undoes it, and the supervisor hears', async () => {
    const { address, number } = await accepted();
    const { view } = await api.as(owner).post(`${address}/withdraw`, { said: saidOnThePhone() });
    expect(view).toMatchObject({ status: 'withdrawal-claimed', closedAt: null });
    expect(view.clocks.find(({ id }) => id === 'answer')?.state).toBe('running');

    const link = await disowningLink(number);
    const page = await api.anybody.send('GET', link, undefined, { accept: 'text/html' });
    expect([page.status, page.text.includes('<form method="post">')]).toEqual([200, true]);
    expect(page.text).toContain(number);
    const answer = await api.anybody.send('POST', link, 'text=', {
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect([answer.status, answer.text.includes('<form')]).toEqual([200, false]);
    const back = await api.projected(address, owner, ({ status }) => status === 'open');
    expect(back.owner).toBe(owner);
    await eventually(
      () => api.sent.filter(({ to, text }) => to.includes('supervisor') && text.includes(number)),
      (all) => all.length > 0,
    );
    // Used again it says what came of it; a changed one leads nowhere.
    expect((await api.anybody.get(link)).as<{ status: string }>().status).toBe('disowned');
    expect((await api.anybody.post(link, {})).as<{ status: string }>().status).toBe('disowned');
    expect((await api.anybody.get(`${link}x`)).status).toBe(404);
  });

  test('F-16: a yes that staff recorded becomes a no by the customer’s link, and opens the next round', async () => {
    const { address, number } = await accepted();
    await api.as(owner).post(`${address}/answer`, { text: 'عولجت المشكلة' });
    const yes = { helped: true, expected: 5, perceived: 5, said: saidOnThePhone() };
    expect((await api.as(owner).post(`${address}/confirm`, yes)).view.status).toBe('closed');
    expect((await api.anybody.post(await disowningLink(number), { text: 'لم تُحل' })).status).toBe(200);
    const view = await api.projected(address, owner, ({ round }) => round === 2);
    expect(view).toMatchObject({ status: 'open', detail: { verdicts: [{ round: 1, helped: false }] } });
  });

  test('F-10: a customer whom no message reaches is withdrawn by a supervisor alone', async () => {
    const { address, number } = await accepted();
    await eventually(
      () => api.database.notices.find({ number, to: 'customer' }).lean(),
      (all) => all.length >= 4,
    );
    const failed = { organisation, number, template: 'accepted', to: 'customer', sentAt: new Date().toISOString() };
    const receipt = { status: 'failed' as const, reason: 'unknown', at: new Date().toISOString() };
    for (const channel of ['sms', 'email']) {
      await api.database.notices.collection.insertOne({
        _id: `${number}-${channel}`,
        ...failed,
        channel,
        receipt,
      } as never);
    }
    expect((await api.as(owner).post(`${address}/withdraw`, { said: saidOnThePhone() })).refusal).toBe('403 Forbidden');
    const { view } = await api
      .as(`${organisation}.supervisor.1`)
      .post(`${address}/withdraw`, { said: saidOnThePhone() });
    expect(view).toMatchObject({ status: 'withdrawn', detail: { withdrawnBy: 'staff' } });
  });
});

test('F-10: who is accused steps back: gives the case back, or names himself', async () => {
  const { address } = await accepted();
  const given = await api.as(owner).post(`${address}/give-back`, { text: 'قد تخصني الشكوى (مثال).' });
  expect(given.view).toMatchObject({ owner: null, detail: { formerOwners: [{ staff: owner, why: 'gave-back' }] } });
  const other = await driven(api, organisation, [['accept', {}]]);
  const named = await api.as(owner).post(`${other.address}/name-staff`, { staff: [owner] });
  expect(named.status).toBe(200);
  // Who is named is known of a case once it is projected.
  await eventually(
    () => api.as(owner).get(other.address),
    ({ status }) => status === 404,
  );
  const { address: third } = await opened(api, organisation);
  expect((await api.as(owner).post(`${third}/name-staff`, { staff: [stranger] })).refusal).toBe('403 Forbidden');
});

test('S9, C-06: links are dead as well if the API is lost right after the correction, also those of a complaint that was merged into it', async () => {
  const { address, number } = await accepted();
  const merged = await accepted();
  await api.as(`${organisation}.supervisor.1`).post(`${merged.address}/merge`, { into: number, text: 'مكررة (مثال)' });
  await api.projected(address, owner, ({ detail }) => (detail.merged as string[]).includes(merged.number));
  const before = await linkGeneration(api.database, { organisation, number });
  const content = { customer: { ...customer, phone: '+966500000078' }, text: 'الرقم المسجل غير صحيح (مثال).' };
  const commandId = randomUUID();
  const at = new Date().toISOString();
  const words = await storeText(api.database, {
    ...{ _id: commandId, organisation, number, personId: null, content, tokens: [], createdAt: at },
  });
  const actor = { id: owner, roles: ['agent'], groups: [], departments: [] };
  const body = { words, changed: ['phone'], language: null };
  const command = signed({ organisation, number }, { name: 'correct-contact', commandId, at, actor, body });
  // Only the command itself, and nothing that the API does after it.
  await signalCase(api.temporal, { kind: 'complaint', organisation, number }, command);
  const generation = () => linkGeneration(api.database, { organisation, number });
  expect(await eventually(generation, (now) => now > before)).toBe(before + 1);
  const ofMerged = () => linkGeneration(api.database, { organisation, number: merged.number });
  expect(await eventually(ofMerged, (now) => now > 0)).toBe(1);
});

test('S9, C-06: a correction of the name alone leaves the links as they are', async () => {
  const { address, number } = await accepted();
  const correct = (change: object) =>
    api.as(owner).post(`${address}/correct-contact`, { ...change, text: 'خطأ في الكتابة (مثال).' });
  expect((await correct({ phone: '12' })).problem.errors).toMatchObject([{ path: 'phone' }]);
  expect((await correct({ name: 'عميل آخر (مثال)' })).status).toBe(200);
  expect(await linkGeneration(api.database, { organisation, number })).toBe(0);
  expect((await correct({ phone: '+966500000079' })).status).toBe(200);
  // Messages go out one batch after the other: that of the name has gone by then.
  const told = () => api.database.notices.find({ number, template: 'contact-corrected' }).lean<NoticeDocument[]>();
  await eventually(told, (all) => all.length > 0);
  expect(await linkGeneration(api.database, { organisation, number })).toBe(1);
});

test('C-06: a corrected telephone number gets the next message, and the links sent so far are dead', async () => {
  const { address, number } = await accepted();
  const tracked = async () => {
    const [first] = await eventually(
      () => api.sent.filter(({ text }) => text.includes(number) && text.includes('/follow/')),
      (all) => all.length > 0,
    );
    return new URL(/https?:\/\/\S+\/follow\/\S+/.exec(first?.text ?? '')?.[0] ?? '').pathname;
  };
  const link = await tracked();
  expect((await api.anybody.get(link)).status).toBe(200);
  const change = { phone: '+966500000077', text: 'الرقم المسجل غير صحيح (مثال).' };
  expect((await api.as(stranger).post(`${address}/correct-contact`, change)).refusal).toMatch(/^403/);
  expect((await api.as(owner).post(`${address}/correct-contact`, change)).status).toBe(200);
  expect((await api.anybody.get(link)).status).toBe(404);
  // Both hear of it: the new contact what the case is, with a link that lives; the former one that its link is dead.
  const ofCorrection = (template: string) =>
    eventually(
      () => api.database.notices.find({ number, template }).lean<NoticeDocument[]>(),
      (all) => all.length > 0,
    );
  const [former] = await ofCorrection('contact-was');
  const letterTo = (key: string | undefined) => api.sent.find((letter) => letter.key === key);
  expect(former).toMatchObject({ to: 'former-contact', channel: 'sms' });
  const toFormer = letterTo(former?._id);
  expect(toFormer?.to.endsWith('77')).toBe(false);
  for (const content of [number, 'http', 'مثال']) expect(toFormer?.text).not.toContain(content);
  const [present] = (await ofCorrection('contact-corrected')).filter(({ channel }) => channel === 'sms');
  const toPresent = letterTo(present?._id);
  expect(toPresent?.to.endsWith('77')).toBe(true);
  const alive = new URL(/https?:\/\/\S+\/follow\/\S+/.exec(toPresent?.text ?? '')?.[0] ?? '').pathname;
  expect((await api.anybody.get(alive)).status).toBe(200);
  await api.as(owner).post(`${address}/answer`, { text: 'عولجت المشكلة' });
  const told = await eventually(
    () => api.sent.filter(({ channel, to, text }) => channel === 'sms' && text.includes(number) && to.endsWith('77')),
    (all) => all.length > 0,
  );
  expect(told.length).toBeGreaterThan(0);
  const acts = (await api.as(stranger).get(`${address}/acts-of/${owner}`)).as<{ items: { type: string }[] }>();
  expect(acts.items.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['accepted', 'contactCorrected', 'answered']),
  );
});
