import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { TimelineEvent } from '../../../domain/case/event.ts';
import type { NoticeRule } from '../../../domain/case/policy.ts';
import { noticeUndeliveredSignal } from '../../../workflows/messages/case.ts';
import { eventually } from '../../support/api/api-client.ts';
import { alwaysOpen } from '../../support/samples/sample-calendar.ts';
import { fromReceipt, inSeconds } from '../../support/samples/sample-policy.ts';
import { laterBy } from '../../support/workflows/case-in-workflow.ts';
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

test('a gateway that stays away delays no deadline and ends as a fact, each attempt under the same key', async () => {
  lab.recording.instead = { deliverNotices: () => Promise.reject(new Error('the gateway is away')) };
  const opened = await lab.open({ policy });
  const dueAt = (await opened.view()).clocks[0]?.dueAt ?? '';
  await lab.sleepUntil(laterBy(dueAt, 1000));
  const events = await lab.timeline(opened, (all) => has('breached')(all) && has('effectFailed')(all));
  expect(events.find(({ type }) => type === 'breached')?.at).toBe(dueAt);
  expect(events.find(({ type }) => type === 'effectFailed')).toMatchObject({
    data: { key: `complaint:sample:${opened.number}:1:now`, detail: 'the gateway is away' },
  });
  const attempts = deliveriesOf(opened.number).filter(({ batch }) => batch.key.endsWith(':1:now'));
  expect(attempts).toHaveLength(10);
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
