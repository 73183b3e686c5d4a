import { listOf, objectWith, quoted } from '../json-shape.ts';
import { malformed } from '../refusal.ts';
import { parseDate, WEEKDAYS, type Weekday } from './local-date.ts';
import { type ZoneClock, zoneClock } from './zone-clock.ts';

/** Opening times `[from, to]` by weekday, as `HH:MM`; a weekday that is absent or empty is closed. */
export type Week = Partial<Record<Weekday, [string, string][]>>;

/** Dates, both ends included, on which other hours hold: on every one of them (`hours`) or by weekday (`week`). */
export interface Overlay {
  from: string;
  to: string;
  hours?: [string, string][];
  week?: Week;
  name: string;
}

/** When an organisation is open, as plain JSON. If overlays overlap, the later in the list wins. */
export interface Calendar {
  zone: string;
  week: Week;
  overlays: Overlay[];
  /** The last local date for which the calendar can be relied on. */
  knownUntil: string;
}

/** Minutes of the day; 1440 as an end is midnight at the end of the day. */
export type MinuteInterval = readonly [opens: number, closes: number];
export type MinutesByWeekday = Readonly<Record<Weekday, readonly MinuteInterval[]>>;
export type CheckedOverlay = { from: number; to: number; name: string } & (
  | { hours: readonly MinuteInterval[] }
  | { week: MinutesByWeekday }
);

export interface CheckedCalendar {
  clock: ZoneClock;
  week: MinutesByWeekday;
  overlays: readonly CheckedOverlay[];
  lastKnownDay: number;
}

/** A calendar from JSON, with times as minutes and dates as day numbers. @throws DeadlineRefused `Malformed`. */
export function checkCalendar(input: unknown): CheckedCalendar {
  const calendar = objectWith(input, 'The calendar', ['zone', 'week', 'overlays', 'knownUntil']);
  return {
    clock: zoneClock(calendar.zone),
    week: checkWeek(calendar.week, 'week'),
    overlays: listOf(calendar.overlays, 'overlays', checkOverlay),
    lastKnownDay: parseDate(calendar.knownUntil, 'knownUntil'),
  };
}

function checkOverlay(input: unknown, place: string): CheckedOverlay {
  const overlay = objectWith(input, place, ['from', 'to', 'hours', 'week', 'name']);
  if (typeof overlay.name !== 'string' || overlay.name === '') malformed(`${place} needs a name.`);
  const dates = { from: parseDate(overlay.from, `${place}.from`), to: parseDate(overlay.to, `${place}.to`) };
  if (dates.from > dates.to) malformed(`${place} ends before it begins.`);
  if ((overlay.hours === undefined) === (overlay.week === undefined)) {
    malformed(`${place} needs either hours or week, and not both.`);
  }
  return overlay.hours === undefined
    ? { ...dates, name: overlay.name, week: checkWeek(overlay.week, `${place}.week`) }
    : { ...dates, name: overlay.name, hours: checkHours(overlay.hours, `${place}.hours`) };
}

function checkWeek(input: unknown, place: string): MinutesByWeekday {
  const week = objectWith(input, place, WEEKDAYS);
  const hoursOf = (day: Weekday) => (day in week ? checkHours(week[day], `${place}.${day}`) : []);
  return {
    sun: hoursOf('sun'),
    mon: hoursOf('mon'),
    tue: hoursOf('tue'),
    wed: hoursOf('wed'),
    thu: hoursOf('thu'),
    fri: hoursOf('fri'),
    sat: hoursOf('sat'),
  };
}

function checkHours(input: unknown, place: string): MinuteInterval[] {
  let lastClose = 0;
  return listOf(input, place, (item, itemPlace) => {
    if (!Array.isArray(item) || item.length !== 2) malformed(`${itemPlace} must be a pair like ["08:00", "16:00"].`);
    const opens = minuteOfDay(item[0], itemPlace);
    const closes = item[1] === '24:00' ? 1440 : minuteOfDay(item[1], itemPlace);
    if (closes <= opens) malformed(`${itemPlace} closes at ${item[1]}, which is not after it opens at ${item[0]}.`);
    if (opens < lastClose) malformed(`${itemPlace} overlaps the hours before it, or is out of order.`);
    lastClose = closes;
    return [opens, closes];
  });
}

function minuteOfDay(value: unknown, place: string): number {
  const match = typeof value === 'string' ? /^([01]\d|2[0-3]):([0-5]\d)$/.exec(value) : null;
  if (!match)
    return malformed(`${place} has ${quoted(value)} where a time from 00:00 to 23:59 belongs (24:00 only as an end).`);
  return Number(match[1]) * 60 + Number(match[2]);
}
