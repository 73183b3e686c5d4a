import { expect, test } from '@jest/globals';
import { deadline, openCalendar } from '../../../domain/deadline/deadline.ts';
import { alwaysOpen, armed, designCalendar, dueOnTheWall, riyadh } from '../../support/samples/working-weeks.ts';

const calendar = openCalendar(designCalendar);

test.each([
  [{ workingDays: 11 }, '2026-03-11 10:00', '2026-03-30 16:00'],
  [{ workingDays: 11 }, '2026-03-13 23:00', '2026-03-31 16:00'],
  [{ workingDays: 1 }, '2026-03-18 15:59', '2026-03-23 16:00'],
  [{ workingHours: 8 }, '2026-03-18 12:00', '2026-03-23 12:00'],
  [{ elapsed: 'PT24H' }, '2026-03-19 10:00', '2026-03-20 10:00'],
  [{ calendarDays: 7 }, '2026-03-11 10:00', '2026-03-18 16:00'],
  [{ calendarDays: 7 }, '2026-03-12 10:00', '2026-03-23 16:00'],
])("the design's example %j from %s is due %s", (due, start, expected) => {
  expect(dueOnTheWall(calendar, { start: riyadh(start), due })).toBe(expected);
});

test("the design's example with a pause is due on Sunday 5 April", () => {
  const pauses = [{ from: riyadh('2026-03-30 11:00'), to: riyadh('2026-04-01 09:00') }];
  const question = { start: riyadh('2026-03-29 09:00'), due: { workingDays: 3 }, pauses };
  expect(dueOnTheWall(calendar, question)).toBe('2026-04-05 16:00');
});

test('an answer has the due instant in UTC and in local time, and a rung for each that was asked', () => {
  const question = { start: '2026-03-11T07:00:00Z', due: { workingDays: 11 }, rungs: ['at' as const] };
  expect(JSON.stringify(deadline(calendar, question))).toBe(
    '{"dueAt":"2026-03-30T13:00:00Z","dueLocal":"2026-03-30T16:00:00+03:00[Asia/Riyadh]","rungs":["2026-03-30T13:00:00Z"]}',
  );
});

test('the start may carry any offset, and keeps its milliseconds', () => {
  const due = { elapsed: 'PT20S' };
  expect(armed(calendar, { start: '2026-03-11T02:00:00.250-05:00', due }).dueAt).toBe('2026-03-11T07:00:20.250Z');
});

test.each([
  ['P1D', '2026-03-20 10:00'],
  ['P1W', '2026-03-26 10:00'],
  ['P1W2DT3H4M', '2026-03-28 13:04'],
  ['PT90M', '2026-03-19 11:30'],
])('elapsed %s counts nights and holidays', (elapsed, expected) => {
  expect(dueOnTheWall(calendar, { start: riyadh('2026-03-19 10:00'), due: { elapsed } })).toBe(expected);
});

test.each([
  ['reached exactly at closing time, it is that closing time', 4, '2026-03-18 12:00', '2026-03-18 16:00'],
  ['started after closing time, it begins at the next opening', 1, '2026-03-18 18:00', '2026-03-23 09:00'],
  ['started before opening time, it begins at the opening', 1, '2026-03-18 05:00', '2026-03-18 09:00'],
  ['started at closing time, nothing of that day counts', 8, '2026-03-17 16:00', '2026-03-18 16:00'],
])('working hours: %s', (_case, workingHours, start, expected) => {
  expect(dueOnTheWall(calendar, { start: riyadh(start), due: { workingHours } })).toBe(expected);
});

test('working hours skip the break at noon', () => {
  const wed: [string, string][] = [
    ['08:00', '12:00'],
    ['13:00', '17:00'],
  ];
  const withBreak = { ...designCalendar, week: { wed } };
  const question = { start: riyadh('2026-03-11 11:30'), due: { workingMinutes: 45 } };
  expect(dueOnTheWall(withBreak, question)).toBe('2026-03-11 13:15');
  expect(dueOnTheWall(withBreak, { ...question, due: { workingDays: 1 } })).toBe('2026-03-18 17:00');
});

test.each([
  ['2026-01-31 10:00', 1, '2026-03-01 16:00', 'the last of February, a Saturday, rolls to Sunday'],
  ['2026-05-31 10:00', 1, '2026-06-30 16:00', 'the last of June'],
  ['2026-11-30 10:00', 3, '2027-02-28 16:00', 'over the turn of the year'],
  ['2026-02-19 10:00', 1, '2026-03-23 16:00', 'a holiday rolls to the day after it'],
])('months from %s: %i later is %s, %s', (start, months, expected) => {
  expect(dueOnTheWall(calendar, { start: riyadh(start), due: { months } })).toBe(expected);
});

test('24:00 belongs to the day that it closes', () => {
  const answer = armed(alwaysOpen('Asia/Riyadh', '2026-03-12'), {
    start: riyadh('2026-03-11 10:00'),
    due: { workingDays: 1 },
    rungs: [{ before: { workingHours: 24 } }, 'at'],
  });
  expect(answer.dueLocal).toBe('2026-03-13T00:00:00+03:00[Asia/Riyadh]');
  expect(answer.rungs[0]).toBe(riyadh('2026-03-12 00:00'));
});

test('the later of two overlapping overlays wins, and an overlay by date opens weekends too', () => {
  const overlays = [
    { from: '2026-03-13', to: '2026-03-20', hours: [], name: 'Closed' },
    { from: '2026-03-13', to: '2026-03-13', hours: [['10:00', '11:00'] as [string, string]], name: 'Open Friday' },
  ];
  const question = { start: riyadh('2026-03-12 10:00'), due: { workingDays: 1 } };
  expect(dueOnTheWall({ ...designCalendar, overlays }, question)).toBe('2026-03-13 11:00');
  expect(dueOnTheWall({ ...designCalendar, overlays: overlays.toReversed() }, question)).toBe('2026-03-22 16:00');
});

test('an overlay by weekday changes the hours and leaves the weekend closed', () => {
  const week = { sun: [['10:00', '15:00'] as [string, string]], thu: [['10:00', '15:00'] as [string, string]] };
  const overlays = [{ from: '2026-02-18', to: '2026-03-18', week, name: 'Ramadan' }];
  const question = { start: riyadh('2026-03-05 10:00'), due: { workingDays: 1 } };
  expect(dueOnTheWall({ ...designCalendar, overlays }, question)).toBe('2026-03-08 15:00');
  expect(dueOnTheWall({ ...designCalendar, overlays }, { ...question, due: { workingDays: 2 } })).toBe(
    '2026-03-12 15:00',
  );
});
