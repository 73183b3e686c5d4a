/** Random calendars and questions: whole minutes of 2026, with a liking for opening times, closing times and midnight. */
import fc from 'fast-check';
import type { Amount, Calendar, Overlay, Pause, Rung, Week } from '../../../domain/deadline/calendar.ts';
import type { Question } from '../../../domain/deadline/deadline.ts';
import { oracleZones } from './deadline-oracle.ts';

type Hours = [string, string][];

/** No time lies inside an hour that Berlin or Cairo skip or repeat; each of those hours is inside some of these. */
const openHours: Hours[] = [
  [['08:00', '16:00']],
  [
    ['08:00', '12:00'],
    ['13:00', '17:00'],
  ],
  [
    ['07:30', '10:00'],
    ['10:00', '14:45'],
  ],
  [['00:00', '24:00']],
  [['20:00', '24:00']],
  [
    ['00:00', '04:00'],
    ['22:00', '24:00'],
  ],
];

const hours = fc.oneof(fc.constant<Hours>([]), fc.constantFrom(...openHours));
const week: fc.Arbitrary<Week> = fc.record(
  { sun: hours, mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours },
  { requiredKeys: [] },
);
const date2026 = fc.integer({ min: 0, max: 330 }).map((day) => dateText('2026-01-20', day));

const overlay: fc.Arbitrary<Overlay> = fc
  .tuple(date2026, fc.integer({ min: 0, max: 20 }), fc.oneof(fc.record({ hours }), fc.record({ week })))
  .map(([from, length, opening]) => ({ from, to: dateText(from, length), ...opening, name: 'Holiday' }));

export const calendar: fc.Arbitrary<Calendar> = fc.record({
  zone: fc.constantFrom(...oracleZones),
  week: fc.tuple(week, fc.constantFrom(...openHours)).map(([some, open]): Week => ({ ...some, mon: open })),
  overlays: fc.array(overlay, { maxLength: 3 }),
  knownUntil: fc.oneof({ arbitrary: fc.constant('2027-12-31'), weight: 5 }, { arbitrary: date2026, weight: 1 }),
});

/** A tenth at the very minute of an opening or closing time somewhere, the others at any. */
const minuteOfDay = fc.oneof(
  fc.constantFrom(0, 240, 450, 480, 600, 720, 780, 885, 960, 1020, 1200, 1320),
  fc.integer({ min: 0, max: 1439 }),
);

const instant = fc
  .tuple(fc.integer({ min: 0, max: 300 }), minuteOfDay, fc.constantFrom(60, 120, 180))
  .map(([day, minute, offset]) => instantText(Date.parse('2026-02-01') + (day * 1440 + minute - offset) * 60_000));

export const amount: fc.Arbitrary<Amount> = fc.oneof(
  fc.integer({ min: 1, max: 12 }).map((workingDays) => ({ workingDays })),
  fc.integer({ min: 1, max: 20 }).map((workingHours) => ({ workingHours })),
  fc.integer({ min: 1, max: 600 }).map((workingMinutes) => ({ workingMinutes })),
  fc.integer({ min: 1, max: 15_000 }).map((minutes) => ({ elapsed: `PT${minutes}M` })),
  fc.integer({ min: 1, max: 20 }).map((calendarDays) => ({ calendarDays })),
  fc.integer({ min: 1, max: 2 }).map((months) => ({ months })),
);

const rung: fc.Arbitrary<Rung> = fc.oneof(
  fc.constant('at' as const),
  amount.map((before) => ({ before })),
  amount.map((after) => ({ after })),
);

/** Pauses near a start, some of them before it, overlapping or touching. */
export function pausesNear(start: string): fc.Arbitrary<Pause[]> {
  const pause = fc
    .tuple(fc.integer({ min: -3, max: 15 }), minuteOfDay, fc.integer({ min: 0, max: 5 }), minuteOfDay)
    .map(([fromDay, fromMinute, days, toMinute]) => {
      const from = startOfDay(start) + (fromDay * 1440 + fromMinute) * 60_000;
      const to = startOfDay(start) + ((fromDay + days) * 1440 + toMinute) * 60_000;
      return { from: instantText(from), to: instantText(to > from ? to : from + 60_000) };
    });
  return fc.oneof(fc.constant<Pause[]>([]), fc.array(pause, { maxLength: 3 }));
}

export const question: fc.Arbitrary<Required<Question>> = instant.chain((start) =>
  fc.record({
    start: fc.constant(start),
    due: amount,
    pauses: pausesNear(start),
    rungs: fc.array(rung, { maxLength: 4 }),
  }),
);

export function instantText(ms: number): string {
  return new Date(ms).toISOString().replace('.000', '');
}

function dateText(date: string, later: number): string {
  return new Date(Date.parse(date) + later * 86_400_000).toISOString().slice(0, 10);
}

/** Midnight in Riyadh, so that local opening times come up there; elsewhere the hours are near them. */
function startOfDay(instantIso: string): number {
  return Math.floor(Date.parse(instantIso) / 86_400_000) * 86_400_000 - 3 * 3_600_000;
}
