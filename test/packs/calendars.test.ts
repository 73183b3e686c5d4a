import { expect, test } from '@jest/globals';
import { deadline, openCalendar } from '../../domain/deadline/deadline.ts';
import { snapshotOf } from '../../packs/load/calendar-snapshot.ts';
import { latestCalendar, loadPacks } from '../../packs/load/load.ts';
import { hijriDate } from '../../scripts/holidays/hijri.ts';
import { publicHolidays } from '../../scripts/holidays/public-holidays.ts';
import { policies } from '../support/samples/policies-on-disk.ts';

const { calendars } = loadPacks([policies]);

function calendarFile(name: string) {
  const file = latestCalendar(calendars, name);
  if (!file) throw new Error(`no calendar ${name}`);
  return file;
}

test.each(['saudi-arabia', 'bahrain'] as const)(
  '%s: the holidays 2025–2030 are the computed ones, open to correction',
  (country) => {
    const written = calendarFile(country).overlays.map(({ name, nameAr, from, to, status }) => ({
      name,
      nameAr,
      from,
      to,
      status,
    }));
    expect(written).toEqual(publicHolidays(country, 2025, 2030));
  },
);

test('what hangs on the moon is expected only, what the law dates is confirmed', () => {
  const statuses = new Map(calendarFile('bahrain').overlays.map(({ name, status }) => [name, status]));
  expect(statuses.get('Ashura')).toBe('expected');
  expect(statuses.get('Bahrain National Day')).toBe('confirmed');
});

// Published dates of the Umm al-Qura calendar, to check the computation against something other than itself.
test.each([
  ['2025-03-30', { year: 1446, month: 10, day: 1 }],
  ['2025-06-05', { year: 1446, month: 12, day: 9 }],
  ['2026-02-18', { year: 1447, month: 9, day: 1 }],
  ['2026-05-26', { year: 1447, month: 12, day: 9 }],
])('%s is that day of the Umm al-Qura calendar', (date, hijri) => {
  expect(hijriDate(date)).toEqual(hijri);
});

test('Eid al-Fitr of 2026 begins the day after 29 Ramadan, as in the design’s examples', () => {
  const eid = calendarFile('saudi-arabia').overlays.find(({ name, from }) => name === 'Eid al-Fitr' && from > '2026');
  expect(eid).toMatchObject({ from: '2026-03-19', to: '2026-03-22', hours: [] });
});

test('F-07: eleven working days over Eid al-Fitr end where the design says', () => {
  const { calendar } = snapshotOf(calendarFile('saudi-arabia'));
  const question = { start: '2026-03-11T07:00:00Z', due: { workingDays: 11 } };
  expect(deadline(openCalendar(calendar), question)).toMatchObject({
    dueLocal: '2026-03-30T16:00:00+03:00[Asia/Riyadh]',
  });
});

test.each(['saudi-arabia', 'bahrain', 'sandbox'])(
  '%s: the snapshot opens, and holds only what deadlines need',
  (name) => {
    const file = calendarFile(name);
    const snapshot = snapshotOf(file);
    expect(snapshot).toMatchObject({ name, version: 1, hash: file.hash });
    expect(Object.keys(snapshot.calendar).sort()).toEqual(['knownUntil', 'overlays', 'week', 'zone']);
    expect(() => openCalendar(snapshot.calendar)).not.toThrow();
  },
);
