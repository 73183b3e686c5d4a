import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { CalendarSnapshot } from '../../../domain/case/case.ts';
import type { TimelineEvent } from '../../../domain/case/event.ts';
import { deadline, openCalendar } from '../../../domain/deadline/deadline.ts';
import { calendarPublishedSignal } from '../../../workflows/messages/case.ts';
import { fromReceipt } from '../../support/samples/sample-policy.ts';
import { type CaseInWorkflow, laterBy } from '../../support/workflows/case-in-workflow.ts';
import { WorkflowLab } from '../../support/workflows/workflow-lab.ts';

let lab: WorkflowLab;
beforeAll(async () => {
  lab = await WorkflowLab.start();
});
afterEach(() => {
  lab.recording.instead = {};
});
afterAll(() => lab.stop());

const policy = { clocks: [fromReceipt] };
const has = (type: string) => (events: TimelineEvent[]) => events.some((event) => event.type === type);
const dayOf = (instant: string) => instant.slice(0, 10);

function dueUnder(snapshot: CalendarSnapshot, start: string): string {
  const answer = deadline(openCalendar(snapshot.calendar), { start, due: fromReceipt.due });
  if ('refusal' in answer || answer.dueAt === null) throw new Error('the calendar gives no deadline');
  return answer.dueAt;
}

/** The next version of the calendar, in which the day on which the case is due is a holiday. */
async function withoutTheDueDay(dueAt: string): Promise<CalendarSnapshot> {
  const day = dayOf(dueAt);
  return lab.calendar(2, { overlays: [{ from: day, to: day, hours: [], name: 'Late holiday' }] });
}

async function expectBreachAt(opened: CaseInWorkflow, dueAt: string): Promise<void> {
  await lab.sleepUntil(laterBy(dueAt, 1000));
  const events = await lab.timeline(opened, has('breached'));
  expect(events.find(({ type }) => type === 'breached')?.at).toBe(dueAt);
}

test('a published calendar moves the timer of an open case, and the former due instant stays visible', async () => {
  const opened = await lab.open({ policy });
  const { openedAt, clocks } = await opened.view();
  const wasDueAt = clocks[0]?.dueAt ?? '';
  const newer = await withoutTheDueDay(wasDueAt);
  const dueAt = dueUnder(newer, openedAt);
  await opened.handle.signal(calendarPublishedSignal, newer);
  await lab.timeline(opened, has('calendarPublished'));
  expect(await opened.view()).toMatchObject({
    calendar: { version: 2 },
    clocks: [{ dueAt, moves: [{ from: wasDueAt, to: dueAt, why: 'calendar' }] }],
  });
  expect(Date.parse(dueAt)).toBeGreaterThan(Date.parse(wasDueAt));
  await expectBreachAt(opened, dueAt);
});

test('a newer calendar that comes with the reply of a projection is adopted', async () => {
  const at = await lab.now();
  const newer = await withoutTheDueDay(dueUnder(await lab.calendar(), at));
  lab.recording.instead = {
    project: ({ calendar }) => Promise.resolve({ newer: calendar.version < newer.version ? newer : null }),
  };
  const opened = await lab.openNow({ at, policy });
  await lab.timeline(opened, has('calendarPublished'));
  expect(await opened.view()).toMatchObject({ calendar: { version: 2 }, clocks: [{ dueAt: dueUnder(newer, at) }] });
  await expectBreachAt(opened, dueUnder(newer, at));
});

test('a calendar that is published twice is adopted once', async () => {
  const opened = await lab.open({ policy });
  const newer = await withoutTheDueDay((await opened.view()).clocks[0]?.dueAt ?? '');
  await opened.handle.signal(calendarPublishedSignal, newer);
  await opened.handle.signal(calendarPublishedSignal, newer);
  await opened.act('withdraw', { at: await lab.now() });
  const events = await lab.timeline(opened, has('withdrawn'));
  expect(events.filter(({ type }) => type === 'calendarPublished')).toHaveLength(1);
});

test('an adopted calendar is kept when the case continues as new', async () => {
  const opened = await lab.open({ policy, continueAfter: 110 });
  const { openedAt, clocks } = await opened.view();
  const newer = await withoutTheDueDay(clocks[0]?.dueAt ?? '');
  await opened.handle.signal(calendarPublishedSignal, newer);
  const firstRun = (await opened.handle.describe()).runId;
  for (let n = 1; n <= 25; n++) await opened.act('log-contact', { at: openedAt });
  expect((await opened.handle.describe()).runId).not.toBe(firstRun);

  // A clock that starts in the later run counts by it.
  await opened.act('accept', { at: openedAt });
  await opened.act('answer', { at: openedAt });
  const { clocks: later } = await opened.act('confirm', { at: openedAt, body: { helped: false } });
  const [, second] = later;
  expect(second).toMatchObject({ state: 'running', dueAt: dueUnder(newer, second?.startedAt ?? '') });
  await expectBreachAt(opened, dueUnder(newer, openedAt));
});
