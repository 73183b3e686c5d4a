import { Temporal } from 'temporal-polyfill/implementation';
import { quoted } from '../json-shape.ts';
import { malformed } from '../refusal.ts';
import { MS_PER_DAY } from './local-date.ts';

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
 * Asks the polyfill once a week of UTC, on demand, and again only in a week in which the clocks change (no zone changes
 * twice in a week). Its own search for transitions looks ahead from the present time, so that the answer would depend on when it is asked.
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
