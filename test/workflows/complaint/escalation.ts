import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TimelineEvent } from '../../../domain/case/event.ts';
import { deadline, localText, nextOpening, openCalendar } from '../../../domain/deadline/deadline.ts';
import { calendarPublishedSignal } from '../../../workflows/messages/case.ts';
import { eventually } from '../../support/api/api-client.ts';
import { agent, fromReceipt, inSeconds } from '../../support/samples/sample-policy.ts';
import { laterBy } from '../../support/workflows/case-in-workflow.ts';
import { WorkflowLab } from '../../support/workflows/workflow-lab.ts';

let lab: WorkflowLab;
beforeAll(async () => {
  lab = await WorkflowLab.start();
});
afterAll(() => lab.stop());

const ofType = (events: TimelineEvent[], type: string) => events.filter((event) => event.type === type);
const hasEscalated = (times: number) => (events: TimelineEvent[]) => ofType(events, 'escalated').length >= times;

/** Within the time that a worker needs, a second or two, after the instant. */
function expectSoonAfter(instant: string | undefined, due: string): void {
  const behind = Date.parse(instant ?? '') - Date.parse(due);
  expect(behind).toBeGreaterThanOrEqual(0);
  expect(behind).toBeLessThan(10_000);
}

test('an unanswered complaint is warned, breached, escalated to the supervisor, then to the manager, at the instants of the calendar', async () => {
  const snapshot = await lab.calendar();
  const opened = await lab.open({ calendar: snapshot, policy: { clocks: [fromReceipt] } });
  const { openedAt } = await opened.view();
  const calendar = openCalendar(snapshot.calendar);
  const rungs = fromReceipt.ladder.map(({ rung }) => rung);
  const answer = deadline(calendar, { start: openedAt, due: fromReceipt.due, rungs });
  if ('refusal' in answer || !answer.dueAt) throw new Error('the sample calendar gives no deadline');
  const [warnAt, breachAt, managerAt] = answer.rungs.map((at) => at ?? '');
  await opened.act('accept', { at: openedAt, by: agent });
  await lab.sleepUntil(laterBy(managerAt ?? '', 1000));

  const events = await lab.timeline(opened, hasEscalated(2));
  const climbed = events.filter(({ type }) => ['warned', 'breached', 'escalated'].includes(type));
  expect(climbed.map(({ type, at }) => [type, at])).toEqual([
    ['warned', warnAt],
    ['breached', breachAt],
    ['escalated', breachAt],
    ['escalated', managerAt],
  ]);
  for (const { at, recordedAt } of climbed) expectSoonAfter(recordedAt, at);
  expect((await opened.view()).clocks).toMatchObject([{ state: 'breached', breachedAt: answer.dueAt }]);

  // Closing time is no time to write to staff: each is told when the doors open again.
  await lab.sleepUntil(laterBy(nextOpening(calendar, managerAt ?? ''), 1000));
  const told = ofType(await lab.timeline(opened, (all) => ofType(all, 'told').length >= 3), 'told');
  expect(told.map(({ data }) => data)).toEqual([
    { clock: 'answer', rung: 0, staff: ['owner'] },
    { clock: 'answer', rung: 1, staff: ['role:supervisor'] },
    { clock: 'answer', rung: 2, staff: ['role:manager'] },
  ]);
});

/** A clock of fourteen hours: opened in the morning, it is due in the night. */
const nightly = (urgent: boolean) => ({
  ...inSeconds,
  due: { elapsed: 'PT14H' },
  ladder: [{ source: 'ours' as const, rung: 'at' as const, tell: ['role:supervisor' as const], urgent }],
});

async function breachedInTheNight(urgent: boolean) {
  const snapshot = await lab.calendar();
  const calendar = openCalendar(snapshot.calendar);
  const opened = await lab.open({ calendar: snapshot, policy: { clocks: [nightly(urgent)] } });
  const dueAt = (await opened.view()).clocks[0]?.dueAt ?? '';
  const opening = nextOpening(calendar, dueAt);
  expect(Date.parse(opening)).toBeGreaterThan(Date.parse(dueAt));
  await lab.sleepUntil(laterBy(opening, 1000));
  const events = await lab.timeline(opened, (all) => ofType(all, 'told').length > 0);
  const delivery = lab.recording.deliveries.find(({ batch }) => batch.number === opened.number);
  return { dueAt, opening, events, delivery, calendar };
}

test('a breach in the night is recorded at its instant, and staff are told at the next opening time', async () => {
  const { dueAt, opening, events, delivery, calendar } = await breachedInTheNight(false);
  expect(ofType(events, 'breached')).toMatchObject([{ at: dueAt, data: { dueAt } }]);
  expectSoonAfter(ofType(events, 'breached')[0]?.recordedAt, dueAt);
  expectSoonAfter(delivery?.askedAt, opening);
  expect(delivery?.batch).toMatchObject({
    at: dueAt,
    notices: [
      { to: 'role:supervisor', escalation: { clock: 'answer', rung: 0, dueLocal: localText(calendar, dueAt) } },
    ],
  });
});

test('staff are not told on a morning that has become a holiday meanwhile, but when it is over', async () => {
  const opened = await lab.open({ policy: { clocks: [nightly(false)] } });
  const dueAt = (await opened.view()).clocks[0]?.dueAt ?? '';
  await lab.sleepUntil(laterBy(dueAt, 1000));
  await lab.timeline(opened, (all) => ofType(all, 'breached').length > 0);
  const morning = nextOpening(openCalendar((await lab.calendar()).calendar), dueAt);
  const day = morning.slice(0, 10);
  const newer = await lab.calendar(2, { overlays: [{ from: day, to: day, hours: [], name: 'Late holiday' }] });
  await opened.handle.signal(calendarPublishedSignal, newer);
  const opening = nextOpening(openCalendar(newer.calendar), dueAt);
  expect(Date.parse(opening)).toBeGreaterThan(Date.parse(morning));
  await lab.sleepUntil(laterBy(opening, 1000));
  await lab.timeline(opened, (all) => ofType(all, 'told').length > 0);
  const deliveries = lab.recording.deliveries.filter(({ batch }) => batch.number === opened.number);
  expect(deliveries).toHaveLength(1);
  expectSoonAfter(deliveries[0]?.askedAt, opening);
});

test('what the pack calls urgent is told in the night', async () => {
  const { dueAt, events, delivery } = await breachedInTheNight(true);
  expect(ofType(events, 'breached')).toMatchObject([{ at: dueAt }]);
  expectSoonAfter(delivery?.askedAt, dueAt);
});

test('a customer is told in the night', async () => {
  const received = {
    source: 'ours' as const,
    on: 'received',
    to: 'customer' as const,
    channels: ['sms' as const],
    template: 'received',
    urgent: false,
  };
  const { openedAt } = await (await lab.open()).view();
  const night = laterBy(openedAt, 14 * 3_600_000);
  await lab.sleepUntil(night);
  const opened = await lab.openNow({ policy: { notices: [received] } });
  await lab.timeline(opened, (events) => events.length > 0);
  const delivery = await eventually(
    () => lab.recording.deliveries.find(({ batch }) => batch.number === opened.number),
    (found) => found !== undefined,
  );
  expectSoonAfter(delivery?.askedAt, night);
});
