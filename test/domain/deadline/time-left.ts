import { expect, test } from '@jest/globals';
import { openCalendar, timeLeft } from '../../../domain/deadline/calendar.ts';
import { alwaysOpen, calendarVersion } from '../../support/samples/sample-calendar.ts';

// 08:00 to 16:00 in Riyadh is 05:00 to 13:00 UTC. Friday 13 and Saturday 14 March 2026 are closed.
const calendar = openCalendar(calendarVersion(1, { overlays: [], knownUntil: '2026-03-31' }).calendar);

test.each([
  ['the rest of today, and two whole days', '2026-03-09T10:00:00Z', '2026-03-11T13:00:00Z', 2, 180],
  ['a part of the last day', '2026-03-09T10:00:00Z', '2026-03-10T07:30:00Z', 0, 330],
  ['a night', '2026-03-09T14:00:00Z', '2026-03-10T13:00:00Z', 1, 0],
  ['a weekend, in which nothing counts', '2026-03-12T12:59:00Z', '2026-03-15T05:00:30Z', 0, 1],
  ['less than a minute', '2026-03-09T10:00:00Z', '2026-03-09T10:00:59Z', 0, 0],
  ['nothing, from the deadline on', '2026-03-11T13:00:00Z', '2026-03-11T13:00:00Z', 0, 0],
  ['nothing behind a deadline that has passed', '2026-03-12T07:00:00Z', '2026-03-11T13:00:00Z', 0, 0],
])('what is left is %s', (_, now, until, workingDays, workingMinutes) => {
  expect(timeLeft(calendar, now, until)).toEqual({ workingDays, workingMinutes });
});

test('what is never closed has days of 24 hours', () => {
  const open = openCalendar(alwaysOpen.calendar);
  const { workingDays, workingMinutes } = timeLeft(open, '2026-03-09T10:00:00Z', '2026-03-11T13:00:00Z');
  expect(workingDays * 24 * 60 + workingMinutes).toBe(51 * 60);
});

test('what lies after the last known day is not counted', () => {
  expect(timeLeft(calendar, '2026-03-31T05:00:00Z', '2026-09-01T05:00:00Z')).toEqual({
    workingDays: 1,
    workingMinutes: 0,
  });
});
