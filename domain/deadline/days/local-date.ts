/**
 * Local dates as whole days since 1970-01-01, so that stepping through a calendar is adding one.
 * The proleptic Gregorian calendar, as in ISO 8601; no time zone is involved.
 */
import { quoted } from '../json-shape.ts';
import { malformed } from '../refusal.ts';

export const MS_PER_DAY = 86_400_000;

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];
export const WEEKDAYS: readonly Weekday[] = weekdays;

/** The day number of a year, month (1–12) and day of the month, or undefined if there is no such date. */
export function dayNumber(year: number, month: number, dayOfMonth: number): number | undefined {
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
