import { expect, test } from '@jest/globals';
import { type DeadlineProof, deadlineProof, openCalendar, type Question } from '../../../domain/deadline/deadline.ts';
import { designCalendar, riyadh } from '../../support/samples/working-weeks.ts';

const calendar = openCalendar(designCalendar);

function proved(question: Question, by = calendar): DeadlineProof {
  const proof = deadlineProof(by, question);
  if ('refusal' in proof) throw new Error(proof.detail);
  return proof;
}

/** `11 start, 12, 13 weekend`: the day of the month, and why it did not count or how many minutes did. */
function inShort({ working }: DeadlineProof): string {
  const entries = working.map(({ day, minutes, ...entry }) =>
    [day.slice(8), entry.counted ? '' : entry.why, minutes || ''].filter(String).join(' '),
  );
  return entries.join(', ');
}

test('working days show each day from the start to the due day, with the reason where one is skipped', () => {
  const proof = proved({ start: riyadh('2026-03-12 10:00'), due: { workingDays: 5 } });
  expect(inShort(proof)).toBe(
    '12 start, 13 weekend, 14 weekend, 15, 16, 17, 18, 19 Eid al-Fitr, 20 Eid al-Fitr, 21 Eid al-Fitr, 22 Eid al-Fitr, 23',
  );
  expect(JSON.stringify(proof.working.slice(0, 4))).toBe(
    '[{"day":"2026-03-12","counted":false,"why":"start"},{"day":"2026-03-13","counted":false,"why":"weekend"},' +
      '{"day":"2026-03-14","counted":false,"why":"weekend"},{"day":"2026-03-15","counted":true}]',
  );
  expect(Object.keys(proof)).toEqual(['dueAt', 'dueLocal', 'rungs', 'working']);
});

test('paused days are shown as such', () => {
  const pauses = [{ from: riyadh('2026-03-30 11:00'), to: riyadh('2026-04-01 09:00') }];
  const proof = proved({ start: riyadh('2026-03-29 09:00'), due: { workingDays: 3 }, pauses });
  expect(inShort(proof)).toBe('29 start, 30, 31 pause, 01 pause, 02, 03 weekend, 04 weekend, 05');
});

test('where the last counted day is cut off by a pause, the days to the due day are paused days', () => {
  const pauses = [{ from: riyadh('2026-03-30 11:00'), to: riyadh('2026-04-02 20:00') }];
  const proof = proved({ start: riyadh('2026-03-29 09:00'), due: { workingDays: 1 }, pauses });
  expect(inShort(proof)).toBe('29 start, 30, 31 pause, 01 pause, 02 pause, 03 weekend, 04 weekend, 05 pause');
  expect(proof.dueAt).toBe(riyadh('2026-04-05 16:00'));
});

test('days of the calendar count whether open or not; a closed day that it would be due on is skipped', () => {
  const proof = proved({ start: riyadh('2026-03-12 10:00'), due: { calendarDays: 7 } });
  expect(inShort(proof)).toBe(
    '12 start, 13, 14, 15, 16, 17, 18, 19 Eid al-Fitr, 20 Eid al-Fitr, 21 Eid al-Fitr, 22 Eid al-Fitr, 23',
  );
});

test('working hours show the minutes that each day gave', () => {
  const proof = proved({ start: riyadh('2026-03-18 12:00'), due: { workingHours: 6 } });
  expect(inShort(proof)).toBe('18 240, 19 Eid al-Fitr, 20 Eid al-Fitr, 21 Eid al-Fitr, 22 Eid al-Fitr, 23 120');
  expect(JSON.stringify(proof.working.slice(0, 2))).toBe(
    '[{"day":"2026-03-18","counted":true,"minutes":240},{"day":"2026-03-19","counted":false,"why":"Eid al-Fitr","minutes":0}]',
  );
});

test('working hours name the start day and the paused day that gave nothing', () => {
  const pauses = [{ from: riyadh('2026-03-16 08:00'), to: riyadh('2026-03-17 09:00') }];
  const proof = proved({ start: riyadh('2026-03-15 16:00'), due: { workingHours: 1 }, pauses });
  expect(inShort(proof)).toBe('15 start, 16 pause, 17 60');
});

test('the weekend of a season with other hours is a weekend; a weekday that the season closes is the season', () => {
  const week = { sun: [['10:00', '15:00'] as [string, string]] };
  const ramadan = { ...designCalendar, overlays: [{ from: '2026-02-18', to: '2026-03-18', week, name: 'Ramadan' }] };
  const proof = proved({ start: riyadh('2026-03-05 10:00'), due: { workingDays: 1 } }, openCalendar(ramadan));
  expect(inShort(proof)).toBe('05 start, 06 weekend, 07 weekend, 08');
  const fromMonday = proved({ start: riyadh('2026-03-11 10:00'), due: { workingDays: 1 } }, openCalendar(ramadan));
  expect(inShort(fromMonday)).toBe('11 start, 12 Ramadan, 13 weekend, 14 weekend, 15');
});

test('elapsed time and an open pause have no working', () => {
  const start = riyadh('2026-03-12 10:00');
  expect(proved({ start, due: { elapsed: 'P3D' } }).working).toEqual([]);
  const open = proved({ start, due: { workingDays: 1 }, pauses: [{ from: start }] });
  expect(open).toEqual({ dueAt: null, dueLocal: null, rungs: [], working: [] });
});
