import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Command } from '../../../domain/case/command.ts';
import type { TimelineEvent } from '../../../domain/case/event.ts';
import type { NoticeRule } from '../../../domain/case/policy.ts';
import {
  type CaseStep,
  leftStepQuery,
  noticesFailedSignal,
  noticeUndeliveredSignal,
} from '../../../workflows/messages/case.ts';
import type { FailedNotices } from '../../../workflows/messages/notices.ts';
import { eventually } from '../../support/api/api-client.ts';
import { alwaysOpen } from '../../support/samples/sample-calendar.ts';
import { fromReceipt, inSeconds, solvedAndTold } from '../../support/samples/sample-policy.ts';
import { commandOf, laterBy } from '../../support/workflows/case-in-workflow.ts';
import { WorkflowLab } from '../../support/workflows/workflow-lab.ts';

let lab: WorkflowLab;
beforeAll(async () => {
  lab = await WorkflowLab.start();
});
afterEach(() => {
  lab.recording.instead = {};
});
afterAll(() => lab.stop());

const received: NoticeRule = {
  source: 'ours',
  on: 'received',
  to: 'customer',
  channels: ['sms', 'email'],
  template: 'received',
  urgent: false,
};
const policy = { clocks: [fromReceipt], notices: [received] };
const has = (type: string) => (events: TimelineEvent[]) => events.some((event) => event.type === type);
const deliveriesOf = (number: string) => lab.recording.deliveries.filter(({ batch }) => batch.number === number);

test('the notices of a revision go as one batch, with everything that a letter needs and the answer’s due instant', async () => {
  const opened = await lab.open({ policy });
  const [delivery] = await eventually(
    () => deliveriesOf(opened.number),
    (all) => all.length > 0,
  );
  const [clock] = (await opened.view()).clocks;
  expect(delivery?.batch).toMatchObject({
    key: `complaint:sample:${opened.number}:1:now`,
    customerWords: 'opening',
    language: 'ar',
    status: 'received',
    dueLocal: clock?.dueLocal,
    notices: [{ to: 'customer', channels: ['sms', 'email'], template: 'received' }],
  });
  expect(deliveriesOf(opened.number)).toHaveLength(1);
});

test('a gateway that stays away while a deadline is told of delays no deadline and ends as a fact, each attempt under the same key', async () => {
  lab.recording.instead = { deliverNotices: () => Promise.reject(new Error('the gateway is away')) };
  const opened = await lab.openNow({ calendar: alwaysOpen, policy: { clocks: [inSeconds] } });
  const dueAt = (await opened.view()).clocks[0]?.dueAt ?? '';
  await lab.sleepUntil(laterBy(dueAt, 15 * 60_000));
  const events = await lab.timeline(opened, (all) => has('breached')(all) && has('effectFailed')(all));
  expect(events.find(({ type }) => type === 'breached')?.at).toBe(dueAt);
  const warned = `complaint:sample:${opened.number}:2:now`;
  expect(events.find(({ type }) => type === 'effectFailed')).toMatchObject({
    data: { key: warned, detail: 'the gateway is away' },
  });
  expect(deliveriesOf(opened.number).filter(({ batch }) => batch.key === warned)).toHaveLength(10);
});

test('a batch that the sender gave up is a fact of the timeline, once however often the sender says so', async () => {
  const opened = await lab.open({ policy });
  const failed: FailedNotices = { key: `complaint:sample:${opened.number}:1:now`, outcomes: [], gaveUp: 'no template' };
  for (let times = 0; times < 2; times += 1) await opened.handle.signal(noticesFailedSignal, failed);
  await opened.act('accept', { at: await lab.now() });
  const events = await lab.timeline(opened, has('accepted'));
  expect(events.filter(({ type }) => type === 'effectFailed')).toMatchObject([
    { data: { key: failed.key, detail: 'no template' } },
  ]);
});

test('a notice that could not be delivered is a fact of the timeline', async () => {
  lab.recording.instead = {
    deliverNotices: () => Promise.resolve([{ to: 'customer', channel: 'sms', sent: false, detail: 'no such number' }]),
  };
  const opened = await lab.open({ policy });
  const events = await lab.timeline(opened, has('noticeFailed'));
  expect(events.at(-1)).toMatchObject({
    type: 'noticeFailed',
    by: 'system',
    data: { to: 'customer', channel: 'sms', detail: 'no such number' },
  });
  expect((await opened.view()).status).toBe('received');
});

test('a database that is away holds up neither commands nor deadlines, and all is written when it is back', async () => {
  let isAway = true;
  lab.recording.instead = {
    project: () => (isAway ? Promise.reject(new Error('MongoDB is away')) : Promise.resolve({ newer: null })),
  };
  const opened = await lab.open({ calendar: alwaysOpen, policy: { clocks: [inSeconds] } });
  const { openedAt, clocks } = await opened.view();
  await opened.act('accept', { at: openedAt });
  const dueAt = clocks[0]?.dueAt ?? '';
  await lab.sleepUntil(laterBy(dueAt, 60_000));
  expect((await opened.view()).clocks[0]).toMatchObject({ state: 'breached', breachedAt: dueAt });

  isAway = false;
  const { revision } = await opened.view();
  await lab.sleepUntil(laterBy(await lab.now(), 60_000));
  await eventually(
    () => lab.recording.projections.filter(({ projection }) => projection.view.number === opened.number).at(-1),
    (last) => last?.projection.view.revision === revision,
  );
  const events = lab.recording.timeline(opened.number);
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
  expect(has('breached')(events)).toBe(true);
});

test('an SMS that a gateway could not deliver after all goes by e-mail with the instant and the amount that it told', async () => {
  const opened = await lab.openNow({ calendar: alwaysOpen, policy });
  const key = `complaint:sample:${opened.number}:2:now:0:customer:sms`;
  const told = { instant: '2031-03-16T07:00:00Z', dueLocal: 'an older text of it', amount: '75.00 SAR' };
  const receipt = {
    key,
    channel: 'sms',
    template: 'appointment-booked',
    detail: 'unreachable',
    instead: ['email'],
    told,
  };
  for (let times = 0; times < 2; times += 1) await opened.handle.signal(noticeUndeliveredSignal, receipt);
  const again = () => deliveriesOf(opened.number).flatMap(({ batch }) => batch.notices.filter((one) => one.amount));
  expect(await eventually(again, (all) => all.length > 0)).toEqual([
    {
      ...{ to: 'customer', channels: ['email'], template: 'appointment-booked', urgent: true, ...told },
      dueLocal: '2031-03-16T10:00:00+03:00[Asia/Riyadh]',
    },
  ]);
  const events = await lab.timeline(opened, has('noticeFailed'));
  expect(events.filter(({ type }) => type === 'noticeFailed')).toMatchObject([{ by: 'system', data: { key } }]);
});

describe('an answer whose message comes back while another letter of its batch is still being tried', () => {
  const answered: NoticeRule = { ...received, on: 'answered', template: 'answered', channels: ['sms'] };
  const sms = { to: 'customer', channel: 'sms', sent: true, detail: '' };
  const email = { to: 'customer', channel: 'email', detail: 'no such mailbox' };

  /** The timeline, once the e-mail that goes instead and then the first batch have come to their ends. */
  async function cameBack(arrives: boolean): Promise<TimelineEvent[]> {
    let firstIsTried = true;
    const opened = await lab.openNow({
      calendar: alwaysOpen,
      policy: { clocks: [solvedAndTold], notices: [answered] },
    });
    lab.recording.instead = {
      deliverNotices: async ({ notices: [notice] }) => {
        if (notice?.channels[0] === 'email') return [{ ...email, sent: arrives }];
        await eventually(
          () => firstIsTried,
          (isTried) => !isTried,
        );
        return [sms, { to: 'manager-1', channel: 'email', sent: false, detail: 'later' }];
      },
    };
    const { openedAt } = await opened.view();
    await opened.act('accept', { at: openedAt });
    const { revision } = await opened.act('answer', { at: openedAt });
    const batch = () => deliveriesOf(opened.number).find(({ batch }) => batch.notices.some((one) => one.answer));
    const first = await eventually(batch, (one) => one !== undefined);
    const told = { answer: first?.batch.notices.find((one) => one.answer)?.answer };
    const key = `${first?.batch.key}:0:customer:sms`;
    expect(key).toContain(`:${revision}:now:`);
    const receipt = { key, channel: 'sms', template: 'answered', detail: 'unreachable', instead: ['email'], told };
    await opened.handle.signal(noticeUndeliveredSignal, receipt);
    const isTried = () => deliveriesOf(opened.number).some(({ batch }) => batch.notices[0]?.channels[0] === 'email');
    await eventually(isTried, Boolean);
    if (!arrives) await lab.timeline(opened, (all) => detailsOf(all).includes(email.detail));
    else await lab.timeline(opened, has('customerTold'));
    firstIsTried = false;
    return lab.timeline(opened, (all) => detailsOf(all).includes('later'));
  }
  const detailsOf = (events: TimelineEvent[]) => events.map(({ data }) => (data as { detail?: string }).detail);

  test('tells the customer nothing if what goes out instead does not arrive either', async () => {
    expect((await cameBack(false)).map(({ type }) => type)).not.toContain('customerTold');
  });

  test('tells the customer by what goes out instead, once, and takes nothing of it back', async () => {
    const types = (await cameBack(true)).map(({ type }) => type);
    expect(types.filter((type) => type === 'customerTold')).toHaveLength(1);
    expect(types).not.toContain('answerCameBack');
  });
});

describe('a command whose caller writes', () => {
  const accepted: NoticeRule = { ...received, on: 'accepted', template: 'accepted' };
  const told = { clocks: [fromReceipt], notices: [accepted] };
  const projectionsOf = (number: string) =>
    lab.recording.projections.filter(({ projection }) => projection.view.number === number);
  const open = async () => {
    const opened = await lab.openNow({ calendar: alwaysOpen, policy: told });
    await eventually(
      () => projectionsOf(opened.number).length,
      (length) => length === 1,
    );
    const give = async (name: 'accept' | 'interim', writtenThrough: number) =>
      opened.handle.executeUpdate<CaseStep, [Command]>(name, {
        args: [{ ...commandOf(name, { at: await lab.now() }), writtenThrough }],
      });
    return { opened, give };
  };

  test('is answered with the projection, the events and the notices, and the case writes none of it', async () => {
    const { opened, give } = await open();
    const step = await give('accept', 2);
    expect(step.projection.view).toMatchObject({ status: 'open', revision: 2 });
    expect(step.events.map(({ sequence, type }) => [sequence, type])).toEqual([[3, 'accepted']]);
    expect(step.notices.map(({ key }) => key)).toEqual([`complaint:sample:${opened.number}:2:now`]);
    // As long as nobody says that it is written, it is told again: to those who ask, and to the next caller.
    expect(await opened.handle.query<CaseStep>(leftStepQuery)).toEqual(step);
    const next = await give('interim', 2);
    expect(next.events.map(({ type }) => type)).toEqual(['accepted', 'interimAnswered']);
    expect(next.notices).toEqual(step.notices);
    const last = await give('interim', next.events.at(-1)?.sequence ?? 0);
    expect(last).toMatchObject({ events: [{ type: 'interimAnswered' }], notices: [] });
    expect(projectionsOf(opened.number)).toHaveLength(1);
  });

  test('and dies loses nothing by what the case writes next, notices and all', async () => {
    const { opened, give } = await open();
    const step = await give('accept', 2);
    await opened.signal('interim', { at: await lab.now() });
    const [, own] = await eventually(
      () => projectionsOf(opened.number),
      (all) => all.length === 2,
    );
    expect(own?.events.map(({ type }) => type)).toEqual(['accepted', 'interimAnswered']);
    expect(own?.notices).toEqual(step.notices);
    // Then it is written, and a later caller has none of it to write.
    expect(await opened.handle.query<CaseStep>(leftStepQuery)).toMatchObject({ events: [], notices: [] });
  });
});
