/**
 * Instants as milliseconds since 1970-01-01T00:00:00Z inside this folder, and as RFC 3339 text outside it. Local dates as
 * whole days since then, so that stepping through a calendar is adding one. And the clock of a time zone, which joins them.
 */

import { Temporal } from 'temporal-polyfill/implementation';
import type { WorkingCalendar } from './days/working-calendar.ts';
import { malformed, quoted } from './refusal.ts';

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
function zonedText(ms: number, offset: number, zone: string): string {
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

/** The later of two UTC instants. */
export function later(a: string, b: string): string {
  return Date.parse(a) >= Date.parse(b) ? a : b;
}

/** The earlier of two UTC instants. */
export function earlier(a: string, b: string): string {
  return Date.parse(a) <= Date.parse(b) ? a : b;
}

export const MS_PER_DAY = 86_400_000;

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];
export const WEEKDAYS: readonly Weekday[] = weekdays;

/**
 * The day number of a year, month (1–12) and day of the month, or undefined if there is no such date. The
 * proleptic Gregorian calendar, as in ISO 8601; no time zone is involved.
 */
function dayNumber(year: number, month: number, dayOfMonth: number): number | undefined {
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month)) return undefined;
  return firstOfMonth(year, month) + dayOfMonth - 1;
}

/** `2026-03-30` to a day number. @throws DeadlineRefused for anything else, 2026-02-30 included. */
export function parseDate(value: unknown, place: string): number {
  const match = typeof value === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null;
  const day = match ? dayNumber(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
  return day ?? malformed(`${place} must be a date like 2026-03-30, not ${quoted(value)}.`);
}

export function dateText(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, -'T00:00:00.000Z'.length);
}

export function weekdayOf(day: number): Weekday {
  // Day 0, 1970-01-01, was a Thursday.
  return weekdays[(((day + 4) % 7) + 7) % 7] as Weekday;
}

/** The same day of the month `months` later (earlier, if negative); a month that is too short gives its last day. */
export function addMonths(day: number, months: number): number {
  // Beyond every four-digit year the exact date no longer matters, only that it is out of reach.
  if (Math.abs(months) > 240_000) return day + months * 28;
  const date = new Date(day * MS_PER_DAY);
  const monthIndex = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  const year = Math.floor(monthIndex / 12);
  const month = monthIndex - year * 12 + 1;
  return firstOfMonth(year, month) + Math.min(date.getUTCDate(), daysInMonth(year, month)) - 1;
}

function firstOfMonth(year: number, month: number): number {
  // Date.UTC takes the years 0–99 for 1900–1999, so the year is moved by 400: a whole number of Gregorian cycles.
  return Date.UTC(year + 400, month - 1, 1) / MS_PER_DAY - 146_097;
}

function daysInMonth(year: number, month: number): number {
  return firstOfMonth(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1) - firstOfMonth(year, month);
}

/** What the clock on the wall shows in one time zone. Instants and offsets are milliseconds. */
export interface ZoneClock {
  /** The zone's name, spelled as the time zone database does. */
  readonly zone: string;
  offsetAt(instant: number): number;
  /** The local date of an instant, as a day number. */
  dayOf(instant: number): number;
  /**
   * The first instant at which the clock shows this time of this day, or has passed it. If clocks go forward over it, the
   * change itself; if they go back over it, the first of the two. 1440 is the end of the day.
   */
  instantOf(day: number, minuteOfDay: number): number;
}

/** An offset from the start of a week of UTC on, and the change inside that week, if there is one. */
interface WeekOfOffsets {
  first: number;
  changesAt: number;
  last: number;
}

const MS_PER_WEEK = 7 * MS_PER_DAY;

/**
 * Asks the polyfill once a week of UTC, on demand. It asks again only in a week in which the clocks change (no zone changes
 * twice in a week). The polyfill's own search for transitions looks ahead from the present time, so that the answer would
 * depend on when it is asked.
 * @throws DeadlineRefused for a zone that is not in the time zone database.
 */
export function zoneClock(zoneName: unknown): ZoneClock {
  const zone = knownZone(zoneName);
  const weeks = new Map<number, WeekOfOffsets>();

  const offsetAt = (instant: number): number => {
    const index = Math.floor(instant / MS_PER_WEEK);
    let week = weeks.get(index);
    if (!week) {
      week = weekOfOffsets(zone, index * MS_PER_WEEK, weeks.get(index - 1)?.last, weeks.get(index + 1)?.first);
      weeks.set(index, week);
    }
    return instant < week.changesAt ? week.first : week.last;
  };

  const instantOf = (day: number, minuteOfDay: number): number => {
    const wall = day * MS_PER_DAY + minuteOfDay * 60_000;
    const before = offsetAt(wall - MS_PER_DAY);
    const after = offsetAt(wall + MS_PER_DAY);
    if (before === after || offsetAt(wall - before) === before) return wall - before;
    const late = wall - after;
    // Not shown under either offset: the clocks go forward over it, and `late` lies before that change.
    return offsetAt(late) === after ? late : firstInstantWithout(zone, before, late, wall - before);
  };

  return { zone, offsetAt, dayOf: (instant) => Math.floor((instant + offsetAt(instant)) / MS_PER_DAY), instantOf };
}

function knownZone(name: unknown): string {
  // The polyfill also takes offsets and whole timestamps for zones; a calendar names a place.
  if (typeof name !== 'string' || !/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) {
    return malformed(`The zone must be a name like Asia/Riyadh, not ${quoted(name)}.`);
  }
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    return malformed(`The zone ${quoted(name)} is not in the time zone database.`);
  }
}

function weekOfOffsets(zone: string, from: number, knownFirst?: number, knownLast?: number): WeekOfOffsets {
  const to = from + MS_PER_WEEK;
  const first = knownFirst ?? askOffset(zone, from);
  const last = knownLast ?? askOffset(zone, to);
  return { first, last, changesAt: first === last ? to : firstInstantWithout(zone, first, from, to) };
}

/** The instant at which an offset that holds at `from` no longer holds, found by halving. */
function firstInstantWithout(zone: string, offset: number, from: number, to: number): number {
  let holds = from;
  let gone = to;
  while (gone - holds > 1) {
    const middle = Math.floor((holds + gone) / 2);
    if (askOffset(zone, middle) === offset) holds = middle;
    else gone = middle;
  }
  return gone;
}

function askOffset(zone: string, instant: number): number {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;
}

/**
 * An instant as people in the calendar's zone read it: `2026-03-30T16:00:00+03:00[Asia/Riyadh]`.
 * @throws DeadlineRefused `Malformed` if it is no instant.
 */
export function localText(calendar: WorkingCalendar, instant: string): string {
  return zonedInstantText(calendar, parseInstant(instant, 'instant'));
}

/** The same for an instant in milliseconds. */
export function zonedInstantText({ clock }: WorkingCalendar, ms: number): string {
  return zonedText(ms, clock.offsetAt(ms), clock.zone);
}
