import { expect, test } from '@jest/globals';
import type { Calendar } from '../../../domain/deadline/calendar.ts';
import { localText, nextOpening, openCalendar } from '../../../domain/deadline/deadline.ts';
import { alwaysOpen, armed, designCalendar, riyadh } from '../../support/samples/working-weeks.ts';

test.each([
  ['Europe/Berlin', 'of 23 hours in spring', '2026-03-28T23:00:00Z', 23, '2026-03-29T22:00:00Z'],
  ['Europe/Berlin', 'of 25 hours in autumn', '2026-10-24T22:00:00Z', 25, '2026-10-25T23:00:00Z'],
  ['Africa/Cairo', 'of 23 hours, without its first', '2026-04-23T22:00:00Z', 23, '2026-04-24T21:00:00Z'],
  ['Africa/Cairo', 'of 25 hours, with its last twice', '2026-10-28T21:00:00Z', 25, '2026-10-29T22:00:00Z'],
])('in %s a day %s has as many working hours', (zone, _day, start, workingHours, dueAt) => {
  expect(armed(alwaysOpen(zone), { start, due: { workingHours } }).dueAt).toBe(dueAt);
});

test('a day of elapsed time is 24 hours, also where the clocks change', () => {
  const answer = armed(alwaysOpen('Europe/Berlin'), { start: '2026-03-28T11:00:00Z', due: { elapsed: 'P1D' } });
  expect(answer.dueLocal).toBe('2026-03-29T13:00:00+02:00[Europe/Berlin]');
});

test('opening hours keep to the clock on the wall on both sides of a change', () => {
  const sun: [string, string][] = [['01:00', '16:00']];
  const sundays: Calendar = { ...alwaysOpen('Europe/Berlin'), week: { sun } };
  const question = {
    start: '2026-03-22T12:00:00Z',
    due: { workingDays: 1 },
    rungs: [{ before: { workingHours: 14 } }],
  };
  expect(armed(sundays, question)).toEqual({
    dueAt: '2026-03-29T14:00:00Z',
    dueLocal: '2026-03-29T16:00:00+02:00[Europe/Berlin]',
    rungs: ['2026-03-29T00:00:00Z'],
  });
});

test('an opening time that the clocks skip is the change itself; one that comes twice is the first', () => {
  const sun: [string, string][] = [['02:30', '08:00']];
  const calendar = openCalendar({ ...alwaysOpen('Europe/Berlin'), week: { sun } });
  expect(nextOpening(calendar, '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:00:00Z');
  expect(nextOpening(calendar, '2026-10-24T12:00:00Z')).toBe('2026-10-25T00:30:00Z');
});

test('the next opening is at once in opening time, and else when it begins again', () => {
  const calendar = openCalendar(designCalendar);
  expect(nextOpening(calendar, riyadh('2026-03-11 10:00'))).toBe(riyadh('2026-03-11 10:00'));
  expect(nextOpening(calendar, riyadh('2026-03-11 08:00'))).toBe(riyadh('2026-03-11 08:00'));
  expect(nextOpening(calendar, riyadh('2026-03-11 03:00'))).toBe(riyadh('2026-03-11 08:00'));
  expect(nextOpening(calendar, riyadh('2026-03-18 16:00'))).toBe(riyadh('2026-03-23 08:00'));
});

test('past the last known day the next opening is the instant itself', () => {
  const calendar = openCalendar({ ...designCalendar, knownUntil: '2026-03-20' });
  expect(nextOpening(calendar, riyadh('2026-03-18 17:00'))).toBe(riyadh('2026-03-18 17:00'));
});

test('the instant at which the clocks change is shown by the new time', () => {
  const berlin = openCalendar(alwaysOpen('Europe/Berlin'));
  expect(localText(berlin, '2026-03-29T00:59:59.999Z')).toBe('2026-03-29T01:59:59.999+01:00[Europe/Berlin]');
  expect(localText(berlin, '2026-03-29T01:00:00Z')).toBe('2026-03-29T03:00:00+02:00[Europe/Berlin]');
});

test('an instant is shown in local time with its offset and zone', () => {
  expect(localText(openCalendar(designCalendar), '2026-03-30T13:00:00Z')).toBe(
    '2026-03-30T16:00:00+03:00[Asia/Riyadh]',
  );
  const newYork = openCalendar(alwaysOpen('america/new_york'));
  expect(localText(newYork, '2026-01-01T00:00:00.5Z')).toBe('2025-12-31T19:00:00.500-05:00[America/New_York]');
  expect(localText(openCalendar(alwaysOpen('Asia/Kolkata')), '2026-01-01T00:00:00Z')).toContain('T05:30:00+05:30[');
});
