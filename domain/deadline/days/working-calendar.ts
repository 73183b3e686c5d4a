/** The calendar of an organisation: its JSON, that JSON once it is checked, and the calendar that deadlines are counted on. */

import { parseDate, WEEKDAYS, type Weekday, weekdayOf, type ZoneClock, zoneClock } from '../instants-and-dates.ts';
import { listOf, malformed, objectWith, quoted } from '../refusal.ts';

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
type MinuteInterval = readonly [opens: number, closes: number];
type MinutesByWeekday = Readonly<Record<Weekday, readonly MinuteInterval[]>>;
type CheckedOverlay = { from: number; to: number; name: string } & (
  | { hours: readonly MinuteInterval[] }
  | { week: MinutesByWeekday }
);

interface CheckedCalendar {
  clock: ZoneClock;
  week: MinutesByWeekday;
  overlays: readonly CheckedOverlay[];
  lastKnownDay: number;
}

/** A calendar from JSON, with times as minutes and dates as day numbers. @throws DeadlineRefused `Malformed`. */
function checkCalendar(input: unknown): CheckedCalendar {
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

/** One stretch of opening time, `[opens, closes)` in milliseconds since 1970. */
interface Opening {
  opens: number;
  closes: number;
}

/**
 * A calendar that deadlines are worked out from. Made by `openCalendar`, once per calendar, and kept by its holder: it
 * remembers the days it has worked out. Its members are for this folder; others hand it to `deadline`, `nextOpening`, `localText`.
 */
export interface WorkingCalendar {
  readonly clock: ZoneClock;
  readonly lastKnownDay: number;
  /** True for a local day with at least one opening interval. Asks no time zone, so that far walks are quick. */
  isWorkingDay(day: number): boolean;
  /**
   * The opening times of a local day, in order; none if it is closed. Midnight at its end belongs to it. Hours that the
   * clocks skip as they go forward have no length.
   */
  openings(day: number): readonly Opening[];
  /** Why a closed day is closed: `weekend`, or the name of the overlay that closes it. */
  closedBecause(day: number): string;
}

/** About eleven years of open days; a memory that grew for ever would be a leak in a process that lives for months. */
const REMEMBERED_DAYS = 4096;

const closed: readonly Opening[] = [];

/**
 * Makes a calendar ready for deadlines; days are worked out when they are first asked for.
 * @throws DeadlineRefused `Malformed`, with a sentence that says what is wrong and where.
 */
export function openCalendar(calendar: unknown): WorkingCalendar {
  const checked = checkCalendar(calendar);
  const remembered = new Map<number, readonly Opening[]>();

  const openings = (day: number): readonly Opening[] => {
    const known = remembered.get(day);
    if (known) return known;
    const hours = hoursOf(checked, day);
    if (hours.length === 0) return closed;
    const worked = hours.map((interval) => openingOn(checked.clock, day, interval));
    if (remembered.size >= REMEMBERED_DAYS) remembered.clear();
    remembered.set(day, worked);
    return worked;
  };

  return {
    clock: checked.clock,
    lastKnownDay: checked.lastKnownDay,
    isWorkingDay: (day) => hoursOf(checked, day).length > 0,
    openings,
    closedBecause: (day) => closedBecause(checked, day),
  };
}

function openingOn(clock: ZoneClock, day: number, [opens, closes]: MinuteInterval): Opening {
  return { opens: clock.instantOf(day, opens), closes: clock.instantOf(day, closes) };
}

function overlayOf({ overlays }: CheckedCalendar, day: number): CheckedOverlay | undefined {
  return overlays.findLast((overlay) => overlay.from <= day && day <= overlay.to);
}

function hoursOf(calendar: CheckedCalendar, day: number): readonly MinuteInterval[] {
  const overlay = overlayOf(calendar, day);
  if (overlay && 'hours' in overlay) return overlay.hours;
  return (overlay ?? calendar).week[weekdayOf(day)];
}

function closedBecause(calendar: CheckedCalendar, day: number): string {
  const overlay = overlayOf(calendar, day);
  // Other hours for a season, Ramadan say, do not turn its weekends into holidays.
  const isOrdinaryWeekend = overlay && 'week' in overlay && calendar.week[weekdayOf(day)].length === 0;
  return overlay && !isOrdinaryWeekend ? overlay.name : 'weekend';
}
