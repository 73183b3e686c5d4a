import { expect, test } from '@jest/globals';
import type { Amount, Calendar, Rung } from '../../../domain/deadline/calendar.ts';
import { deadline, openCalendar } from '../../../domain/deadline/deadline.ts';
import { alwaysOpen, armed, designCalendar, riyadh } from '../../support/samples/working-weeks.ts';

// Thursday the 2nd of April is the last working day before the calendar ends, on a Friday.
const ending: Calendar = { ...designCalendar, knownUntil: '2026-04-03' };
const start = riyadh('2026-04-01 10:00');

function refusal(due: Amount, rungs: Rung[] = [], calendar = ending, from = start): string | undefined {
  const answer = deadline(openCalendar(calendar), { start: from, due, rungs });
  return 'refusal' in answer ? `${answer.refusal}: ${answer.detail}` : undefined;
}

const exhausted = 'CalendarExhausted: The calendar is known until 2026-04-03 only.';

test.each<[Amount, Amount]>([
  [{ workingDays: 1 }, { workingDays: 2 }],
  [{ workingHours: 14 }, { workingHours: 15 }],
  [{ calendarDays: 1 }, { calendarDays: 2 }],
  [{ elapsed: 'PT61H59M' }, { elapsed: 'PT62H' }],
])('%j still lies in the known days, %j does not, as due and as rung', (known, unknown) => {
  expect(refusal(known)).toBeUndefined();
  expect(refusal(unknown)).toBe(exhausted);
  const afterOneMinute = { elapsed: 'PT1M' };
  expect(refusal(afterOneMinute, [{ after: unknown }])).toBe(exhausted);
  expect(refusal(afterOneMinute, ['at', { before: { months: 3 } }])).toBeUndefined();
});

test('months beyond the known days are refused', () => {
  expect(refusal({ months: 1 })).toBe(exhausted);
});

test('a start after the last known day is refused in every unit', () => {
  for (const due of [
    { workingDays: 1 },
    { workingHours: 1 },
    { elapsed: 'PT1S' },
    { calendarDays: 1 },
    { months: 1 },
  ]) {
    expect(refusal(due, [], ending, riyadh('2026-06-01 10:00'))).toBe(exhausted);
  }
});

test('the last known day counts to its end, 24:00 included', () => {
  const lastDay = alwaysOpen('Asia/Riyadh', '2026-04-02');
  expect(armed(lastDay, { start, due: { workingDays: 1 } }).dueAt).toBe(riyadh('2026-04-03 00:00'));
  expect(armed(lastDay, { start, due: { workingHours: 38 } }).dueAt).toBe(riyadh('2026-04-03 00:00'));
  expect(refusal({ workingMinutes: 38 * 60 + 1 }, [], lastDay)).toContain('CalendarExhausted');
});

test('a pause that ends after the last known day pushes the deadline past it', () => {
  const pauses = [{ from: riyadh('2026-04-01 11:00'), to: riyadh('2026-04-20 11:00') }];
  for (const due of [{ workingDays: 1 }, { workingHours: 9 }, { elapsed: 'P1D' }, { calendarDays: 1 }]) {
    expect(deadline(openCalendar(ending), { start, due, pauses })).toHaveProperty('refusal', 'CalendarExhausted');
  }
});

test('a working day after the last known one counts where a pause ends on it, and so exhausts the calendar', () => {
  const calendar = openCalendar(alwaysOpen('Asia/Riyadh', '2026-04-02'));
  const pauses = [{ from: riyadh('2026-04-02 10:00'), to: riyadh('2026-04-03 00:00') }];
  const answer = deadline(calendar, { start, due: { workingDays: 1 }, pauses });
  expect(answer).toHaveProperty('refusal', 'CalendarExhausted');
});

test.each<Amount>([
  { workingDays: 1e9 },
  { workingDays: 1e300 },
  { workingHours: 1e9 },
  { workingMinutes: 1e300 },
  { elapsed: 'P999999999999999999999D' },
  { calendarDays: 1e15 },
  { months: 1e300 },
])('so much as %j is refused at once, also by a calendar that is known for ages', (due) => {
  const forAges = { ...designCalendar, knownUntil: '9999-12-31' };
  const before = performance.now();
  expect(refusal(due, [], forAges)).toContain('CalendarExhausted');
  expect(refusal({ elapsed: 'PT1S' }, [{ after: due }], forAges)).toContain('CalendarExhausted');
  expect(performance.now() - before).toBeLessThan(200);
});

test('a calendar that is closed for ever has no deadline but elapsed ones', () => {
  const closed = { ...designCalendar, week: {} };
  expect(refusal({ workingDays: 1 }, [], closed)).toContain('CalendarExhausted');
  expect(refusal({ workingMinutes: 1 }, [], closed)).toContain('CalendarExhausted');
  expect(refusal({ calendarDays: 1 }, [], closed)).toContain('CalendarExhausted');
  expect(refusal({ elapsed: 'PT1H' }, [], closed)).toBeUndefined();
});
