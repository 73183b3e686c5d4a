import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NoticeDocument } from '../../../db/cases/notices.ts';
import type { TimelineEvent } from '../../../domain/case/event.ts';
import { messageSignature } from '../../../domain/case/signed-message.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { type Answer, eventually } from '../../support/api/api-client.ts';
import { type Opened, opened } from '../../support/api/complaints.ts';
import { type RunningApi, smsToken, startApi } from '../../support/api/running-api.ts';
import { changeWords } from '../../support/samples/changed-words.ts';

const organisation = 'sandbox';
const name = 'عميل تجريبي (مثال)';
const both = { name, phone: '٠٥٠٠٠٠٠٠٠١', email: 'customer@example.com' };

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'beneficiary-society'] });
});
afterAll(() => api.stop());

interface Signing {
  token?: string;
  /** Seconds by which the timestamp lies in the past. */
  age?: number;
  signed?: string;
}

function receipt(body: object, { token = smsToken, age = 0, signed }: Signing = {}): Promise<Answer> {
  const text = JSON.stringify(body);
  const timestamp = String(Math.floor(Date.now() / 1000) - age);
  return api.anybody.send('POST', '/public/sms-receipts', text, {
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
    'inaya-timestamp': timestamp,
    'inaya-signature': messageSignature(token, timestamp, signed ?? text),
  });
}

/** A complaint whose customer has been written to by SMS, and the key of that. */
async function told(customer: object): Promise<Opened & { key: string }> {
  const complaint = await opened(api, organisation, { customer });
  const bySms = () => api.database.notices.findOne({ number: complaint.number, channel: 'sms' }).lean<NoticeDocument>();
  const notice = await eventually(bySms, (found) => found !== null);
  return { ...complaint, key: notice?._id ?? '' };
}

const timeline = ({ address }: Opened) => api.timeline(address, `${organisation}.manager.1`);

const sentAbout = ({ number }: Opened) => api.sent.filter(({ text }) => text.includes(number));

test('an SMS goes to the number as gateways take it, however the customer wrote it', async () => {
  const complaint = await told(both);
  expect(sentAbout(complaint).find(({ channel }) => channel === 'sms')?.to).toBe('+966500000001');
});

test('a delivery stands beside its notice in the timeline', async () => {
  const complaint = await told(both);
  expect((await receipt({ key: complaint.key, status: 'delivered' })).status).toBe(204);
  const { notices, events } = await timeline(complaint);
  expect(notices.find(({ _id }) => _id === complaint.key)?.receipt).toMatchObject({ status: 'delivered' });
  expect(events.map(({ type }) => type)).not.toContain('noticeFailed');
});

test('B-08: the news of a solution that did not arrive has told nobody, and a call that reached the customer has', async () => {
  const staff = api.as('beneficiary-society.supervisor.1');
  const { address, number } = await opened(api, 'beneficiary-society', { customer: { name, phone: both.phone } });
  await staff.post(`${address}/accept`);
  await staff.post(`${address}/answer`, { text: 'حُلّت المشكلة' });
  const clocks = async (isThere: (states: Record<string, string>) => boolean) => {
    const states = (view: CaseView) => Object.fromEntries(view.clocks.map(({ id, state }) => [id, state]));
    return states(await api.projected(address, 'beneficiary-society.agent.1', (view) => isThere(states(view))));
  };
  await clocks(({ answer }) => answer === 'met');
  const bySms = () => api.database.notices.findOne({ number, template: 'answered' }).lean<NoticeDocument>();
  const notice = await eventually(bySms, (found) => found !== null);
  expect((await receipt({ key: notice?._id, status: 'failed', reason: 'unreachable' })).status).toBe(204);
  const again = await clocks((states) => states['answer-2'] !== undefined);
  expect(again).toMatchObject({ answer: 'met', 'answer-2': 'running' });
  await staff.post(`${address}/log-contact`, { channel: 'phone', reached: true, text: 'أُبلغ هاتفيًا بالحل.' });
  expect(await clocks((states) => states['answer-2'] !== 'running')).toMatchObject({ 'answer-2': 'met' });
});

describe('an SMS that did not arrive', () => {
  const failed = ({ type }: TimelineEvent) => type === 'noticeFailed';

  test('is a fact, and the customer gets the same notice by e-mail, once however often the receipt comes', async () => {
    const complaint = await told({ name, phone: both.phone });
    // As if the SMS had been all that the policy asks for, from a customer who has an e-mail address as well.
    await changeWords(api.database, `${complaint.number}/opening`, (content) => ({ ...content, customer: both }));
    for (let times = 0; times < 2; times += 1) {
      expect((await receipt({ key: complaint.key, status: 'failed', reason: 'unreachable' })).status).toBe(204);
    }
    const byEmail = () => sentAbout(complaint).filter(({ channel }) => channel === 'email');
    expect(await eventually(byEmail, (all) => all.length > 0)).toMatchObject([{ to: both.email }]);
    const { events, notices, chainHolds, unproven } = await eventually(
      () => timeline(complaint),
      (now) => now.events.some(failed) && now.notices.length === 2,
    );
    expect(events.filter(failed)).toMatchObject([
      {
        by: 'system',
        data: { key: complaint.key, to: 'customer', channel: 'sms', detail: 'the SMS gateway says unreachable' },
      },
    ]);
    expect(chainHolds).toBe(true);
    expect([events.find(failed)?.signature?.key, unproven]).toEqual(['root', []]);
    expect(notices.map(({ channel, receipt: said }) => [channel, said?.status])).toEqual([
      ['sms', 'failed'],
      ['email', undefined],
    ]);
  });

  test('becomes a letter to print if no channel is left and there is an address, once however often the receipt comes', async () => {
    const [society, agent] = ['beneficiary-society', 'beneficiary-society.agent.1'];
    const bySms = async (customer: object) => {
      const complaint = await opened(api, society, { customer });
      const found = () =>
        api.database.notices.findOne({ number: complaint.number, channel: 'sms' }).lean<NoticeDocument>();
      return { ...complaint, key: (await eventually(found, (one) => one !== null))?._id };
    };
    const written = await bySms({ name, phone: both.phone, address: 'حي المثال، شارع ٣' });
    const other = await bySms({ name, phone: both.phone });
    const waiting = async () => {
      const list = (await api.as(agent).get(`/v1/organisations/${society}/letters`)).as<{
        items: { number: string; letter: string; template: string }[];
      }>();
      return list.items.filter(({ number }) => [written.number, other.number].includes(number));
    };
    expect(await waiting()).toEqual([]);
    for (const { key } of [other, written, written]) await receipt({ key, status: 'failed', reason: 'unreachable' });
    const letters = await eventually(waiting, ({ length }) => length > 0);
    expect(letters).toMatchObject([{ number: written.number }]);
    const delivered = { letter: letters[0]?.letter, by: 'post' };
    expect((await api.as(agent).post(`${written.address}/deliver-letter`, delivered)).status).toBe(200);
    const { events, unproven } = await api.timeline(written.address, agent);
    expect(events.filter(failed)).toHaveLength(1);
    expect([events.filter(({ type }) => type === 'letterDelivered').length, unproven]).toEqual([1, []]);
    expect(await waiting()).toEqual([]);
  });

  test('goes by e-mail with the time that it told: that of an appointment, not of the answer', async () => {
    const complaint = await told({ name, phone: both.phone });
    const { notices } = api.database;
    const at = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 48 * 3_600_000).toISOString();
    const booking = { kind: 'call-back', at, with: `${organisation}.agent.1`, agreed: true };
    await api.as(`${organisation}.agent.1`).post(`${complaint.address}/accept`);
    await api.as(`${organisation}.agent.1`).post(`${complaint.address}/book-appointment`, booking);
    const bySms = () =>
      notices
        .findOne({ number: complaint.number, template: 'appointment-booked', channel: 'sms' })
        .lean<NoticeDocument>();
    const notice = await eventually(bySms, (found) => found !== null);
    await changeWords(api.database, `${complaint.number}/opening`, (content) => ({ ...content, customer: both }));
    const timeOf = ({ text }: { text: string }) => text.split('الموعد: ')[1]?.slice(0, 16);
    const invitations = () => sentAbout(complaint).filter((one) => timeOf(one) !== undefined);
    const [first] = invitations();
    expect((await receipt({ key: notice?._id, status: 'failed' })).status).toBe(204);
    const twice = await eventually(invitations, (all) => all.length === 2);
    expect(twice.map((one) => [one.channel, timeOf(one)])).toEqual([
      ['sms', first && timeOf(first)],
      ['email', first && timeOf(first)],
    ]);
  });

  test('is a fact alone where the e-mail has gone already', async () => {
    const complaint = await told(both);
    await eventually(
      () => sentAbout(complaint),
      (all) => all.length === 2,
    );
    const { notices } = await eventually(
      () => timeline(complaint),
      (now) => now.notices.length === 2,
    );
    expect(notices).toHaveLength(2);
    await receipt({ key: complaint.key, status: 'failed' });
    await eventually(
      () => timeline(complaint),
      (now) => now.events.some(failed),
    );
    expect(sentAbout(complaint)).toHaveLength(2);
  });
});

describe('a receipt is refused', () => {
  let known: Opened & { key: string };
  beforeAll(async () => {
    known = await told(both);
  });
  const good = () => ({ key: known.key, status: 'failed' });

  test.each([
    ['that somebody else signed', { token: 'another token, of somebody else' }],
    ['whose body was changed', { signed: '{}' }],
    ['that was recorded six minutes ago', { age: 360 }],
    ['from the future', { age: -360 }],
  ] as [string, Signing][])('%s', async (_what, signing) => {
    expect((await receipt(good(), signing)).refusal).toBe('401 NotSignedIn');
    expect((await timeline(known)).notices.every(({ receipt: said }) => said === undefined)).toBe(true);
  });

  test('without a signature', async () => {
    expect((await api.anybody.post('/public/sms-receipts', good())).refusal).toBe('401 NotSignedIn');
  });

  test('for a notice that is not there', async () => {
    expect((await receipt({ key: 'nothing', status: 'delivered' })).refusal).toBe('404 NotFound');
  });

  test('whose reason is a text or a number, which would stand in the history for ever', async () => {
    expect((await receipt({ ...good(), reason: 'no +966500000001' })).refusal).toBe('422 Invalid');
  });
});
