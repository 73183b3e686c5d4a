import { quoted } from './json-shape.ts';
import { malformed } from './refusal.ts';

/** A length of time in one unit: a positive whole number, or for `elapsed` an ISO 8601 duration. */
export type Amount =
  | { workingDays: number }
  | { workingHours: number }
  | { workingMinutes: number }
  | { elapsed: string }
  | { calendarDays: number }
  | { months: number };

/** An amount as it is counted: days and months by number, opening time and elapsed time in milliseconds. */
export type Measure =
  | { unit: 'workingDays' | 'calendarDays' | 'months'; count: number }
  | { unit: 'openingTime' | 'elapsed'; ms: number };

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 3_600_000;

/** @throws DeadlineRefused `Malformed` for two units, an unknown one, or an amount that is not positive and whole. */
export function parseAmount(input: unknown, place: string): Measure {
  const entries = typeof input === 'object' && input !== null && !Array.isArray(input) ? Object.entries(input) : [];
  const [entry] = entries;
  if (!entry || entries.length > 1) return malformed(`${place} must have exactly one unit, like {"workingDays": 11}.`);
  const [unit, value] = entry;
  switch (unit) {
    case 'workingDays':
    case 'calendarDays':
    case 'months':
      return { unit, count: positiveWhole(value, `${place}.${unit}`) };
    case 'workingHours':
      return { unit: 'openingTime', ms: positiveWhole(value, `${place}.${unit}`) * MS_PER_HOUR };
    case 'workingMinutes':
      return { unit: 'openingTime', ms: positiveWhole(value, `${place}.${unit}`) * MS_PER_MINUTE };
    case 'elapsed':
      return { unit: 'elapsed', ms: durationMs(value, `${place}.${unit}`) };
    default:
      return malformed(`${place} has the unknown unit ${quoted(unit)}.`);
  }
}

function positiveWhole(value: unknown, place: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  return malformed(`${place} must be a positive whole number, not ${quoted(value)}.`);
}

const isoDuration = /^P(?=[\dT])(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,3}))?S)?)?$/;

/** An ISO 8601 duration in weeks (168 hours), days (24 hours), hours, minutes, seconds to the millisecond. */
function durationMs(value: unknown, place: string): number {
  const match = typeof value === 'string' ? isoDuration.exec(value) : null;
  if (!match) {
    return malformed(`${place} must be a duration like PT24H, without years and months, not ${quoted(value)}.`);
  }
  const [weeks, days, hours, minutes, seconds] = match.slice(1, 6).map((digits) => Number(digits ?? 0));
  const wholeDays = (weeks ?? 0) * 7 + (days ?? 0);
  const wholeSeconds = ((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
  const ms = wholeDays * 24 * MS_PER_HOUR + wholeSeconds * 1000 + Number((match[6] ?? '').padEnd(3, '0'));
  return ms > 0 ? ms : malformed(`${place} must be longer than nothing.`);
}
