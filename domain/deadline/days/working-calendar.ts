import { type CheckedCalendar, type CheckedOverlay, checkCalendar, type MinuteInterval } from './checked-calendar.ts';
import { weekdayOf } from './local-date.ts';
import type { ZoneClock } from './zone-clock.ts';

/** One stretch of opening time, `[opens, closes)` in milliseconds since 1970. */
export interface Opening {
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
