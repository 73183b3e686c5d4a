import type { Path, PolicySource } from '../load/policy-source.ts';
import type { Problem } from '../load/problem.ts';
import type { CalendarContent } from '../schema/calendar.ts';

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
type Intervals = readonly (readonly [string, string])[];

/** What a calendar must hold beyond its shape. `today` is a local date: a calendar that ends soon is warned of. */
export function checkCalendar(calendar: CalendarContent, source: PolicySource, today: string): Problem[] {
  return [
    ...checkZone(calendar, source),
    ...checkHorizon(calendar, source, today),
    ...weekdays.flatMap((day) => checkIntervals(calendar.week[day] ?? [], ['week', day], source)),
    ...(weekdays.some((day) => calendar.week[day]?.length)
      ? []
      : [source.refusal(['week'], 'This week is never open.')]),
    ...calendar.overlays.flatMap((_, index) => checkOverlay(calendar, index, source)),
  ];
}

function checkZone(calendar: CalendarContent, source: PolicySource): Problem[] {
  try {
    new Intl.DateTimeFormat('en', { timeZone: calendar.zone });
    return [];
  } catch {
    return [source.refusal(['zone'], `There is no time zone \`${calendar.zone}\`.`)];
  }
}

function checkHorizon(calendar: CalendarContent, source: PolicySource, today: string): Problem[] {
  const nextYear = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  if (calendar.knownUntil >= nextYear) return [];
  const message = `This calendar is known until ${calendar.knownUntil} only, less than a year from ${today}: extend it.`;
  return [source.warning(['knownUntil'], message)];
}

function checkOverlay(calendar: CalendarContent, index: number, source: PolicySource): Problem[] {
  const overlay = calendar.overlays[index];
  if (!overlay) return [];
  const path = ['overlays', index];
  const hours = overlay.hours ?? [];
  return [
    ...(overlay.to < overlay.from
      ? [source.refusal([...path, 'to'], `\`${overlay.name}\` ends before it begins.`)]
      : []),
    ...(overlay.to > calendar.knownUntil
      ? [source.warning([...path, 'to'], `\`${overlay.name}\` lies after the last known day.`)]
      : []),
    ...checkIntervals(hours, [...path, 'hours'], source),
    ...weekdays.flatMap((day) => checkIntervals(overlay.week?.[day] ?? [], [...path, 'week', day], source)),
    ...(overlay.opensWeekends ? [] : openedWeekends(calendar, index, source)),
  ];
}

/** `hours` hold for every date of an overlay, so hours for a month of long days would open its weekends too. */
function openedWeekends(calendar: CalendarContent, index: number, source: PolicySource): Problem[] {
  const overlay = calendar.overlays[index];
  if (!overlay) return [];
  const opened = datesOf(overlay.from, overlay.to).find((date) => {
    const day = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'sun';
    const hours = overlay.hours ?? overlay.week?.[day] ?? [];
    return hours.length > 0 && !calendar.week[day]?.length;
  });
  if (opened === undefined) return [];
  const advice = 'give `week` with the weekdays meant, or say `opensWeekends: true`';
  return [
    source.warning(['overlays', index], `\`${overlay.name}\` opens ${opened}, which the week closes: ${advice}.`),
  ];
}

/** The dates from one to another, at most a week of them: after seven every weekday has come. */
function datesOf(from: string, to: string): string[] {
  const start = Date.parse(`${from}T00:00:00Z`);
  const day = 24 * 60 * 60 * 1000;
  return Array.from({ length: 7 }, (_, index) => new Date(start + index * day).toISOString().slice(0, 10)).filter(
    (date) => date <= to,
  );
}

function checkIntervals(intervals: Intervals, path: Path, source: PolicySource): Problem[] {
  return intervals.flatMap(([open, close], index) => {
    if (close <= open)
      return [source.refusal([...path, index], `These opening hours run backwards: ${open} to ${close}.`)];
    const earlier = intervals[index - 1];
    return earlier && open < earlier[1]
      ? [source.refusal([...path, index], `These opening hours overlap the ones before: ${open} to ${close}.`)]
      : [];
  });
}
