import { expect, test } from '@jest/globals';
import type { Calendar, Overlay } from '../../../domain/deadline/calendar.ts';
import { calendarDifferences, passedDates } from '../../../packs/proposals/calendar-differences.ts';
import { publishedSoFar } from '../../support/samples/published-so-far.ts';

const found = publishedSoFar('courier').calendars.find(({ name }) => name === 'saudi-arabia');
if (!found) throw new Error('there is no calendar of Saudi Arabia');
const { calendar } = found;

/** Eight o’clock in the morning of a Thursday in Riyadh; the National Day is two weeks away. */
const at = Date.parse('2026-09-10T05:00:00Z');

const closed = (name: string, from: string, to = from): Overlay => ({ from, to, hours: [], name });
const without = (name: string, from: string) =>
  calendar.overlays.filter((one) => one.name !== name || one.from !== from);

const differences = (change: Partial<Calendar>) => calendarDifferences(calendar, { ...calendar, ...change }, at);
const passed = (change: Partial<Calendar>) => passedDates(calendar, { ...calendar, ...change }, at);

test('nothing differs', () => {
  expect(differences({})).toEqual([]);
});

test('a holiday is added, moved, removed, or has other hours; one of another year is not the same one', () => {
  const overlays = [
    ...without('Saudi National Day', '2026-09-23').filter(
      ({ name, from }) =>
        !(name === 'Founding Day' && from === '2027-02-22') && from !== '2027-03-09' && from !== '2027-05-15',
    ),
    { ...closed('Saudi National Day', '2026-09-23'), hours: [['08:00', '10:00'] as [string, string]] },
    closed('Eid al-Fitr', '2027-03-10', '2027-03-13'),
    closed('Eid al-Adha', '2031-05-15', '2031-05-18'),
    closed('Storm', '2026-10-01'),
  ];
  expect(
    differences({ overlays }).map(({ kind, name, before, after }) => [kind, name, fromOf(before), fromOf(after)]),
  ).toEqual([
    ['changed', 'Saudi National Day', '2026-09-23', '2026-09-23'],
    ['added', 'Storm', null, '2026-10-01'],
    ['removed', 'Founding Day', '2027-02-22', null],
    ['moved', 'Eid al-Fitr', '2027-03-09', '2027-03-10'],
    ['removed', 'Eid al-Adha', '2027-05-15', null],
    ['added', 'Eid al-Adha', null, '2031-05-15'],
  ]);
});

test('a weekday with other hours, and a later last day, are said by themselves', () => {
  const week = { ...calendar.week, thu: [['08:00', '13:00'] as [string, string]] };
  expect(differences({ week, knownUntil: '2031-12-31' })).toEqual([
    {
      ...{ what: 'knownUntil', kind: 'changed', name: null, before: '2030-12-31', after: '2031-12-31' },
      changesPassedDays: false,
    },
    {
      ...{ what: 'weekday', kind: 'changed', name: 'thu', before: [['08:00', '16:00']], after: [['08:00', '13:00']] },
      changesPassedDays: true,
    },
  ]);
});

test.each([
  ['a holiday of yesterday', [closed('Storm', '2026-09-09')], ['2026-09-09']],
  ['one that began yesterday', [closed('Storm', '2026-09-09', '2026-09-13')], ['2026-09-09']],
  ['one of today', [closed('Storm', '2026-09-10')], []],
  ['one on a past weekend, which was closed anyway', [closed('Storm', '2026-09-05')], []],
])('a day that has passed is one before today in the zone of the calendar: %s', (_, more, dates) => {
  const overlays = [...calendar.overlays, ...more];
  expect(passed({ overlays })).toEqual(dates);
  expect(differences({ overlays }).map(({ changesPassedDays }) => changesPassedDays)).toEqual([dates.length > 0]);
});

test('the day goes over at midnight of the zone: what is yesterday in Riyadh may be today in Greenwich', () => {
  const later = { ...calendar, overlays: [...calendar.overlays, closed('Storm', '2026-09-10')] };
  expect(passedDates(calendar, later, Date.parse('2026-09-10T20:59:00Z'))).toEqual([]);
  expect(passedDates(calendar, later, Date.parse('2026-09-10T21:00:00Z'))).toEqual(['2026-09-10']);
});

test('a holiday that is taken back after it has passed, a week without a term and another zone change passed days', () => {
  expect(passed({ overlays: without('Founding Day', '2026-02-22') })).toEqual(['2026-02-22']);
  expect(passed({ week: { ...calendar.week, thu: [] } }).at(-1)).toBe('2026-09-03');
  expect(passed({ zone: 'Asia/Dubai' }).at(-1)).toBe('2026-09-09');
  const fromOctober = { from: '2026-10-01', to: '2027-12-31', week: { ...calendar.week, thu: [] }, name: 'New week' };
  expect(passed({ overlays: [fromOctober, ...calendar.overlays] })).toEqual([]);
});

function fromOf(side: unknown): string | null {
  return (side as Overlay | null)?.from ?? null;
}
