import { expect, test } from '@jest/globals';
import type { Rung } from '../../../domain/deadline/calendar.ts';
import { openCalendar } from '../../../domain/deadline/deadline.ts';
import { alwaysOpen, armed, designCalendar, riyadh } from '../../support/samples/working-weeks.ts';

const calendar = openCalendar(designCalendar);
// Due on Monday 30 March 2026, 16:00.
const question = { start: riyadh('2026-03-11 10:00'), due: { workingDays: 11 } };

test.each<[string, Rung, string]>([
  ['two working days before', { before: { workingDays: 2 } }, '2026-03-26 16:00'],
  ['at the due instant', 'at', '2026-03-30 16:00'],
  ['one working day after', { after: { workingDays: 1 } }, '2026-03-31 16:00'],
  ['hours before, back to exactly an opening time', { before: { workingHours: 8 } }, '2026-03-30 08:00'],
  ['hours before, over a night', { before: { workingHours: 9 } }, '2026-03-29 15:00'],
  ['minutes after, which begin at the next opening', { after: { workingMinutes: 30 } }, '2026-03-31 08:30'],
  ['hours after, to exactly a closing time', { after: { workingHours: 8 } }, '2026-03-31 16:00'],
  ['a day before that is closed: the working day before it', { before: { calendarDays: 2 } }, '2026-03-26 16:00'],
  ['a day before in the holiday: the working day before it', { before: { calendarDays: 9 } }, '2026-03-18 16:00'],
  ['a day after that is closed: the working day after it', { after: { calendarDays: 5 } }, '2026-04-05 16:00'],
  ['a month after', { after: { months: 1 } }, '2026-04-30 16:00'],
  ['elapsed time before', { before: { elapsed: 'PT20H' } }, '2026-03-29 20:00'],
  ['elapsed time after', { after: { elapsed: 'P1DT1M' } }, '2026-03-31 16:01'],
])('a rung %s', (_case, rung, expected) => {
  expect(armed(calendar, { ...question, rungs: [rung] }).rungs).toEqual([riyadh(expected)]);
});

test('a month before the 31st is the last day of the month before', () => {
  const late = { start: riyadh('2026-04-01 09:00'), due: { calendarDays: 60 }, rungs: [{ before: { months: 1 } }] };
  const answer = armed(calendar, late);
  expect(answer.dueAt).toBe(riyadh('2026-05-31 16:00'));
  expect(answer.rungs).toEqual([riyadh('2026-04-30 16:00')]);
});

test('a rung before the due instant that is at or before the start is skipped', () => {
  const short = { start: riyadh('2026-03-29 16:00'), due: { workingDays: 1 } };
  const before = (amount: { workingDays: number } | { workingHours: number } | { elapsed: string }) =>
    armed(calendar, { ...short, rungs: [{ before: amount }] }).rungs[0];
  expect(before({ workingDays: 1 })).toBeNull();
  expect(before({ workingHours: 8 })).toBe(riyadh('2026-03-30 08:00'));
  expect(before({ workingHours: 9 })).toBeNull();
  expect(before({ elapsed: 'PT24H' })).toBeNull();
  expect(before({ elapsed: 'PT23H59M' })).toBe(riyadh('2026-03-29 16:01'));
});

test('a rung is skipped at once, however far before the start it lies', () => {
  const rungs = [{ before: { workingDays: 1e9 } }, { before: { calendarDays: 1e300 } }, { before: { months: 1e300 } }];
  expect(armed(calendar, { ...question, rungs }).rungs).toEqual([null, null, null]);
});

test('rungs count from the day that closes at 24:00, not from the midnight after it', () => {
  const answer = armed(alwaysOpen('Asia/Riyadh'), {
    start: riyadh('2026-03-11 10:00'),
    due: { workingDays: 3 },
    rungs: [{ before: { workingDays: 1 } }, { before: { calendarDays: 1 } }, { after: { workingDays: 1 } }],
  });
  const midnights = ['2026-03-14 00:00', '2026-03-14 00:00', '2026-03-16 00:00'];
  expect(answer.rungs).toEqual(midnights.map(riyadh));
});

test('pauses do not move rungs against the due instant', () => {
  const pauses = [{ from: riyadh('2026-03-30 09:00'), to: riyadh('2026-03-30 12:00') }];
  const rungs = [{ before: { workingHours: 8 } }];
  expect(armed(calendar, { ...question, pauses, rungs }).rungs).toEqual([riyadh('2026-03-30 08:00')]);
});

test('rungs about a due instant on a closed day look for the working days around it', () => {
  const onFriday = { start: riyadh('2026-03-26 10:00'), due: { elapsed: 'PT24H' } };
  const rungs: Rung[] = [
    { before: { workingHours: 1 } },
    { before: { elapsed: 'PT1H' } },
    { after: { workingDays: 1 } },
  ];
  expect(armed(calendar, { ...onFriday, rungs }).rungs).toEqual(
    ['2026-03-26 15:00', '2026-03-27 09:00', '2026-03-29 16:00'].map(riyadh),
  );
});
