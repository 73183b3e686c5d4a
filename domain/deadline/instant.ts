/** Instants as milliseconds since 1970-01-01T00:00:00Z inside this folder, and as RFC 3339 text outside it. */

import { dayNumber, MS_PER_DAY } from './days/local-date.ts';
import { quoted } from './json-shape.ts';
import { malformed } from './refusal.ts';

const rfc3339 =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/**
 * An RFC 3339 instant, with `Z` or an offset, to milliseconds; finer fractions are cut off.
 * @throws DeadlineRefused for anything else: no offset, no seconds, 2026-02-30.
 */
export function parseInstant(value: unknown, place: string): number {
  const match = typeof value === 'string' ? rfc3339.exec(value) : null;
  if (!match) return malformed(`${place} must be an instant like 2026-03-30T13:00:00Z, not ${quoted(value)}.`);
  const [, year, month, dayOfMonth, hour, minute, second, fraction, sign, offsetHours, offsetMinutes] = match;
  const day = dayNumber(Number(year), Number(month), Number(dayOfMonth));
  if (day === undefined) return malformed(`${place} names a date that does not exist: ${quoted(value)}.`);
  const sinceMidnight = (Number(hour) * 60 + Number(minute)) * 60_000 + Number(second) * 1000;
  const ms = fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3));
  const offset = sign === undefined ? 0 : (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  return day * MS_PER_DAY + sinceMidnight + ms - (sign === '-' ? -offset : offset);
}

/** `2026-03-30T13:00:00Z`; milliseconds appear only if there are some. */
export function instantText(ms: number): string {
  return withoutZeroFraction(new Date(ms).toISOString());
}

/** `2026-03-30T16:00:00+03:00[Asia/Riyadh]`, as RFC 9557 has it. `offset` in milliseconds. */
export function zonedText(ms: number, offset: number, zone: string): string {
  const wall = withoutZeroFraction(new Date(ms + offset).toISOString()).slice(0, -1);
  return `${wall}${offsetText(offset)}[${zone}]`;
}

function withoutZeroFraction(iso: string): string {
  return iso.replace('.000Z', 'Z');
}

function offsetText(offset: number): string {
  // Offsets before standard time had seconds; like the polyfill's text, this one is rounded to the minute.
  const minutes = Math.round(Math.abs(offset) / 60_000);
  return `${offset < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
