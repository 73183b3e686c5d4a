import { expect, test } from '@jest/globals';
import { openCalendar } from '../../../domain/deadline/deadline.ts';
import { alwaysOpen, armed, designCalendar, dueOnTheWall, riyadh } from '../../support/samples/working-weeks.ts';

// April 2026 has no holiday in this calendar; the 1st is a Wednesday, the 3rd and 4th are a weekend.
const calendar = openCalendar(designCalendar);
const start = riyadh('2026-04-05 09:00');

function pause(from: string, to: string) {
  return { from: riyadh(from), to: riyadh(to) };
}

test('a pause within one day moves a deadline in working days only if it would fall into it', () => {
  const due = { workingDays: 2 };
  const shortPause = [pause('2026-04-06 10:00', '2026-04-06 15:00')];
  expect(dueOnTheWall(calendar, { start, due, pauses: shortPause })).toBe('2026-04-07 16:00');
  const overClosing = [pause('2026-04-07 10:00', '2026-04-07 18:00')];
  expect(dueOnTheWall(calendar, { start, due, pauses: overClosing })).toBe('2026-04-08 16:00');
});

test('a deadline in working days that would fall into a pause ends at the first closing after that pause', () => {
  const overTheWeekend = [pause('2026-04-09 10:00', '2026-04-11 10:00')];
  expect(dueOnTheWall(calendar, { start, due: { workingDays: 4 }, pauses: overTheWeekend })).toBe('2026-04-12 16:00');
});

test('a pause that ends exactly at a closing time lets the deadline stand at that closing time', () => {
  const pauses = [pause('2026-04-09 10:00', '2026-04-12 16:00')];
  expect(dueOnTheWall(calendar, { start, due: { calendarDays: 4 }, pauses })).toBe('2026-04-12 16:00');
});

test('days of the calendar are added before the deadline is rolled to a working day', () => {
  const pauses = [pause('2026-04-06 10:00', '2026-04-08 09:00')];
  expect(dueOnTheWall(calendar, { start, due: { calendarDays: 3 }, pauses })).toBe('2026-04-12 16:00');
  expect(dueOnTheWall(calendar, { start, due: { months: 1 }, pauses })).toBe('2026-05-07 16:00');
});

test('opening time inside a pause does not count towards working hours', () => {
  const pauses = [pause('2026-04-05 10:00', '2026-04-06 09:00')];
  expect(dueOnTheWall(calendar, { start, due: { workingHours: 3 }, pauses })).toBe('2026-04-06 11:00');
});

test('elapsed time stands still in a pause', () => {
  const pauses = [pause('2026-04-05 10:00', '2026-04-06 09:30')];
  expect(dueOnTheWall(calendar, { start, due: { elapsed: 'PT2H' }, pauses })).toBe('2026-04-06 10:30');
});

test('overlapping and touching pauses count once', () => {
  const overlapping = [pause('2026-04-06 08:00', '2026-04-07 12:00'), pause('2026-04-05 12:00', '2026-04-06 09:00')];
  const touching = [pause('2026-04-05 12:00', '2026-04-06 10:00'), pause('2026-04-06 10:00', '2026-04-07 12:00')];
  const whole = [pause('2026-04-05 12:00', '2026-04-07 12:00')];
  for (const due of [{ workingDays: 1 }, { workingHours: 8 }, { elapsed: 'PT24H' }, { calendarDays: 2 }]) {
    const expected = armed(calendar, { start, due, pauses: whole });
    expect(armed(calendar, { start, due, pauses: overlapping })).toEqual(expected);
    expect(armed(calendar, { start, due, pauses: touching })).toEqual(expected);
  }
});

test('a pause that goes on where another ended counts as one with it, also if it was due at that instant', () => {
  const pauses = [pause('2026-04-06 10:00', '2026-04-07 16:00'), pause('2026-04-07 16:00', '2026-04-08 09:00')];
  expect(dueOnTheWall(calendar, { start, due: { workingDays: 1 }, pauses })).toBe('2026-04-08 16:00');
});

test('the first closing after a pause may be the midnight at which the pause ends', () => {
  const { fri: _fri, sat: _sat, ...week } = alwaysOpen('Asia/Riyadh').week;
  const pauses = [pause('2026-04-05 10:00', '2026-04-07 00:00')];
  const question = { start: riyadh('2026-04-01 10:00'), due: { calendarDays: 2 }, pauses };
  expect(dueOnTheWall({ ...alwaysOpen('Asia/Riyadh'), week }, question)).toBe('2026-04-07 00:00');
});

test('the part of a pause before the start does not count', () => {
  const long = [pause('2026-03-01 08:00', '2026-04-06 09:00')];
  const cut = [pause('2026-04-05 09:00', '2026-04-06 09:00')];
  for (const due of [{ workingDays: 1 }, { workingHours: 8 }, { elapsed: 'PT24H' }, { calendarDays: 2 }]) {
    expect(armed(calendar, { start, due, pauses: long })).toEqual(armed(calendar, { start, due, pauses: cut }));
  }
  const before = [pause('2026-03-01 08:00', '2026-04-05 09:00')];
  expect(dueOnTheWall(calendar, { start, due: { workingDays: 1 }, pauses: before })).toBe('2026-04-06 16:00');
});

test('a pause that begins at the due instant or later does not move it', () => {
  const atDue = [pause('2026-04-06 16:00', '2026-04-08 09:00')];
  expect(dueOnTheWall(calendar, { start, due: { workingDays: 1 }, pauses: atDue })).toBe('2026-04-06 16:00');
  const atHours = [pause('2026-04-05 12:00', '2026-04-08 09:00')];
  expect(dueOnTheWall(calendar, { start, due: { workingHours: 3 }, pauses: atHours })).toBe('2026-04-05 12:00');
  expect(dueOnTheWall(calendar, { start, due: { elapsed: 'PT3H' }, pauses: atHours })).toBe('2026-04-05 12:00');
});

test('a pause counts that begins before the due instant as an earlier pause has moved it', () => {
  const pauses = [pause('2026-04-07 10:00', '2026-04-08 10:00'), pause('2026-04-06 10:00', '2026-04-07 09:00')];
  expect(dueOnTheWall(calendar, { start, due: { workingDays: 1 }, pauses })).toBe('2026-04-08 16:00');
});

test('pausing for longer, over the gap between two pauses, is never due earlier', () => {
  const due = { workingDays: 1 };
  const apart = [pause('2026-04-06 10:00', '2026-04-09 20:00'), pause('2026-04-10 12:00', '2026-04-12 10:00')];
  const whole = [pause('2026-04-06 10:00', '2026-04-12 10:00')];
  expect(dueOnTheWall(calendar, { start, due, pauses: apart })).toBe('2026-04-12 16:00');
  expect(dueOnTheWall(calendar, { start, due, pauses: whole })).toBe('2026-04-12 16:00');
});

test('while a pause is open there is no due instant and no rung', () => {
  const question = { start, due: { workingDays: 1 }, pauses: [{ from: start }], rungs: ['at' as const, 'at' as const] };
  expect(armed(calendar, question)).toEqual({ dueAt: null, dueLocal: null, rungs: [null, null] });
});
