import { expect, test } from '@jest/globals';
import { openCalendar } from '../../domain/deadline/calendar.ts';
import { firstOfWeek } from '../../reports/leads/weekly-report.ts';
import { riyadh } from '../support/samples/sample-calendar.ts';

test('the seven days up to now are local ones: after nine in the evening UTC it is the next day in Riyadh (N-06)', () => {
  const calendar = openCalendar(riyadh.calendar);
  expect(firstOfWeek(calendar, '2026-03-11T20:59:59Z')).toBe('2026-03-05');
  expect(firstOfWeek(calendar, '2026-03-11T21:00:00Z')).toBe('2026-03-06');
});
