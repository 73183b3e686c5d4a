import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closingOfNextDay, nextOpening, openCalendar } from '../../../domain/deadline/deadline.ts';
import { laterBy } from '../../support/workflows/case-in-workflow.ts';
import { WorkflowLab } from '../../support/workflows/workflow-lab.ts';

let lab: WorkflowLab;
beforeAll(async () => {
  lab = await WorkflowLab.start();
});
afterAll(() => lab.stop());

const minute = 60_000;

test('a day without contact, an appointment without a result and a promise without news are facts, each once', async () => {
  const calendar = await lab.calendar();
  const opened = await lab.open({
    calendar,
    policy: { clocks: [], dailyContact: { whileOpen: true, untilClosed: false } },
  });
  const { openedAt } = await opened.view();
  const days = openCalendar(calendar.calendar);
  const firstDay = closingOfNextDay(days, openedAt) ?? '';
  const secondDay = closingOfNextDay(days, firstDay) ?? '';
  // The morning of the second day: an appointment at its opening, whose grace is an hour, and news half an hour later.
  const at = nextOpening(days, laterBy(firstDay, minute));
  const expectedBy = laterBy(at, 30 * minute);
  await opened.act('accept', { at: openedAt });
  await opened.act('interim', { at: openedAt, body: { expectedBy } });
  await opened.act('book-appointment', { at: openedAt, body: { at } });

  await lab.sleepUntil(laterBy(secondDay, minute));
  const wanted = ['contactMissed', 'appointmentReminded', 'appointmentMissed', 'promiseMissed'];
  const events = await lab.timeline(opened, (all) => all.filter(({ type }) => type === 'contactMissed').length === 2);
  expect(events.filter(({ type }) => wanted.includes(type)).map(({ type, at: when }) => [type, when])).toEqual(
    [
      ['contactMissed', firstDay],
      ['appointmentReminded', laterBy(firstDay, -60 * minute)],
      ['promiseMissed', expectedBy],
      ['appointmentMissed', laterBy(at, 60 * minute)],
      ['contactMissed', secondDay],
    ].sort((a, b) => Date.parse(a[1] ?? '') - Date.parse(b[1] ?? '')),
  );
});

test('a case that waits for its customer for weeks misses no day and costs its engine nothing', async () => {
  const calendar = await lab.calendar();
  const policy = { clocks: [], dailyContact: { whileOpen: true, untilClosed: false } };
  const opened = await lab.open({ calendar, policy });
  const { openedAt } = await opened.view();
  await opened.act('return-for-completion', { at: openedAt });
  await lab.sleepUntil(laterBy(openedAt, 24 * 60 * minute));
  const before = (await opened.handle.fetchHistory()).events?.length;
  await lab.sleepUntil(laterBy(openedAt, 9 * 24 * 60 * minute));
  expect((await opened.view()).detail.contact).toMatchObject({ daysMissed: 0 });
  expect((await opened.handle.fetchHistory()).events?.length).toBe(before);
});
