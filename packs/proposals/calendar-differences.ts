/** What a version of a calendar says otherwise than the one before it: what people read before they approve it. */
import { type Calendar, type Overlay, openCalendar, passedDaysChanged } from '../../domain/deadline/calendar.ts';
import { dateText, parseDate, WEEKDAYS, weekdayOf } from '../../domain/deadline/instants-and-dates.ts';
import { canonicalJson } from '../load/content-hash.ts';

/**
 * One thing that differs: a holiday or a time with other hours, a weekday, the zone, or the last known day. What was not there, or
 * is gone, is null.
 */
export interface CalendarChange {
  what: 'holiday' | 'weekday' | 'zone' | 'knownUntil';
  kind: 'added' | 'removed' | 'moved' | 'changed';
  /** Of a holiday its name, of a weekday `sun` to `sat`; null of what there is once. */
  name: string | null;
  before: unknown;
  after: unknown;
  /** True if it changes the opening hours of a day that has passed. */
  changesPassedDays: boolean;
}

/** The dates before that of an instant (in milliseconds) whose opening hours differ, oldest first. */
export function passedDates(before: Calendar, after: Calendar, at: number): string[] {
  return passedDays(before, after, at).map(dateText);
}

/** The same as day numbers: there may be thousands. */
function passedDays(before: Calendar, after: Calendar, at: number): number[] {
  return passedDaysChanged(openCalendar(before), openCalendar(after), at);
}

/** What differs, as of an instant (in milliseconds): first what is there once, then weekdays, then holidays by their dates. */
export function calendarDifferences(before: Calendar, after: Calendar, at: number): CalendarChange[] {
  const passed = passedDays(before, after, at);
  const passedWeekdays = new Set(passed.map(weekdayOf));
  const once = (['zone', 'knownUntil'] as const).map((what) => {
    const changesPassedDays = what === 'zone' && passed.length > 0;
    return {
      ...{ what, kind: 'changed' as const, name: null },
      before: before[what],
      after: after[what],
      changesPassedDays,
    };
  });
  const weekdays = WEEKDAYS.map((day) => {
    const changesPassedDays = passedWeekdays.has(day);
    const sides = { before: before.week[day] ?? [], after: after.week[day] ?? [] };
    return { ...{ what: 'weekday' as const, kind: 'changed' as const, name: day }, ...sides, changesPassedDays };
  });
  const differing = [...once, ...weekdays].filter((one) => canonicalJson(one.before) !== canonicalJson(one.after));
  return [...differing, ...holidaysThatDiffer(before.overlays, after.overlays).map((pair) => changeOf(pair, passed))];
}

type Pair = { before: Overlay; after: Overlay | null } | { before: null; after: Overlay };

/** As many days apart two holidays of one name are the same one that was moved; the same feast of another year is farther. */
const movedAtMost = 60;

/** Each holiday that differs, beside the one of the same name that lies nearest, by their dates. */
function holidaysThatDiffer(before: readonly Overlay[], after: readonly Overlay[]): Pair[] {
  const isIn = (all: readonly Overlay[], one: Overlay) =>
    all.some((other) => canonicalJson(other) === canonicalJson(one));
  const gone = before.filter((one) => !isIn(after, one));
  const pairs: Pair[] = [];
  for (const one of after.filter((other) => !isIn(before, other))) {
    const [nearest] = gone
      .filter(({ name, from }) => name === one.name && daysApart(from, one.from) <= movedAtMost)
      .sort((a, b) => daysApart(a.from, one.from) - daysApart(b.from, one.from));
    if (nearest) gone.splice(gone.indexOf(nearest), 1);
    pairs.push(nearest ? { before: nearest, after: one } : { before: null, after: one });
  }
  pairs.push(...gone.map((one) => ({ before: one, after: null })));
  return pairs.sort((one, other) => firstDate(one).localeCompare(firstDate(other)));
}

function changeOf({ before, after }: Pair, passed: readonly number[]): CalendarChange {
  const sides = [before, after].filter((one) => one !== null);
  const spans = sides.map(({ from, to }) => ({ first: parseDate(from, 'from'), last: parseDate(to, 'to') }));
  const isMoved = before?.from !== after?.from || before?.to !== after?.to;
  const kind = !before ? 'added' : !after ? 'removed' : isMoved ? 'moved' : 'changed';
  const changesPassedDays = passed.some((day) => spans.some(({ first, last }) => first <= day && day <= last));
  return { ...{ what: 'holiday', kind, name: sides[0]?.name ?? null }, before, after, changesPassedDays };
}

const daysApart = (one: string, other: string) => Math.abs(parseDate(one, 'from') - parseDate(other, 'from'));

const firstDate = ({ before, after }: Pair): string => (after ?? before)?.from ?? '';
