import { expect, test } from '@jest/globals';
import { closingAfter, closingOfNextDay, openCalendar } from '../../../domain/deadline/deadline.ts';
import { alwaysOpen, calendarVersion } from '../../support/samples/sample-calendar.ts';

// Riyadh is three hours ahead of UTC; Friday 13 and Saturday 14 March 2026 are closed.
const calendar = openCalendar(calendarVersion(1, { overlays: [], knownUntil: '2026-03-16' }).calendar);

test.each([
  ['before closing time: that day', '2026-03-11T12:59:59Z', '2026-03-11T13:00:00Z'],
  ['at closing time: the next day', '2026-03-11T13:00:00Z', '2026-03-12T13:00:00Z'],
  ['on a closed day: the next open one', '2026-03-13T07:00:00Z', '2026-03-15T13:00:00Z'],
  ['after the last known day: none', '2026-03-16T13:00:00Z', null],
])('the closing time after an instant %s', (_, at, closing) => {
  expect(closingAfter(calendar, at)).toBe(closing);
});

test.each([
  ['of an instant in opening time', '2026-03-11T07:00:00Z', '2026-03-12T13:00:00Z'],
  [
    'of an instant in the night before a working day, which is of that day',
    '2026-03-10T22:00:00Z',
    '2026-03-12T13:00:00Z',
  ],
  ['of an instant on a closed day', '2026-03-13T07:00:00Z', '2026-03-15T13:00:00Z'],
  ['where that is not known: none', '2026-03-16T07:00:00Z', null],
])('the closing time of the working day after that %s', (_, at, closing) => {
  expect(closingOfNextDay(calendar, at)).toBe(closing);
});

test('a day that closes at midnight ends with the midnight that is its own', () => {
  const open = openCalendar(alwaysOpen.calendar);
  const midnight = closingOfNextDay(open, '2026-03-11T07:00:00Z') ?? '';
  expect(Date.parse(closingAfter(open, midnight) ?? '') - Date.parse(midnight)).toBe(24 * 3_600_000);
});

test('what is no instant is refused', () => {
  expect(() => closingAfter(calendar, 'tomorrow')).toThrow('Malformed');
});
