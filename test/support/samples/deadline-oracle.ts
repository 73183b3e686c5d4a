/**
 * Deadlines worked out a second time, as slowly and plainly as possible, to hold the real ones against. It goes minute by
 * minute with offsets from a table, and day by day with the pauses looked at afresh. It takes whole minutes of 2026 and
 * 2027 only.
 */
import { Temporal } from 'temporal-polyfill/implementation';
import type { Amount, Calendar, Rung } from '../../../domain/deadline/calendar.ts';
import type { Question } from '../../../domain/deadline/deadline.ts';

const minute = (iso: string) => Date.parse(iso) / 60_000;

/** From when on, which offset, in minutes. Written down from the rules of each country. */
const offsets: Record<string, [from: number, offset: number][]> = {
  'Asia/Riyadh': [[0, 180]],
  'Europe/Berlin': [
    [0, 60],
    [minute('2026-03-29T01:00Z'), 120],
    [minute('2026-10-25T01:00Z'), 60],
    [minute('2027-03-28T01:00Z'), 120],
    [minute('2027-10-31T01:00Z'), 60],
  ],
  'Africa/Cairo': [
    [0, 120],
    [minute('2026-04-23T22:00Z'), 180],
    [minute('2026-10-29T21:00Z'), 120],
    [minute('2027-04-29T22:00Z'), 180],
    [minute('2027-10-28T21:00Z'), 120],
  ],
};

export const oracleZones = Object.keys(offsets);

export class OutOfDays extends Error {}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const dateOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** A calendar read minute by minute. */
export class SlowCalendar {
  readonly lastDay: number;
  private readonly calendar: Calendar;
  private readonly hours = new Map<number, [number, number][]>();
  private readonly closings = new Map<number, number>();
  /** The minutes around the last one asked for that have the same offset. */
  private stretch = { from: 0, until: 0, offset: 0 };

  constructor(calendar: Calendar) {
    this.calendar = calendar;
    this.lastDay = Date.parse(calendar.knownUntil) / 86_400_000;
  }

  localMinute(at: number): number {
    const { from, until } = this.stretch;
    if (at < from || at >= until) this.stretch = this.stretchOf(at);
    return at + this.stretch.offset;
  }

  private stretchOf(at: number) {
    const rows = offsets[this.calendar.zone] ?? [];
    const [from, offset] = rows.findLast(([since]) => since <= at) ?? [0, 0];
    const [until] = rows.find(([since]) => since > at) ?? [Number.POSITIVE_INFINITY];
    return { from, until, offset };
  }

  dayOf(at: number): number {
    return Math.floor(this.localMinute(at) / 1440);
  }

  hoursOf(day: number): [number, number][] {
    const known = this.hours.get(day);
    if (known) return known;
    const weekday = weekdays[new Date(day * 86_400_000).getUTCDay()] ?? 'sun';
    let times = this.calendar.week[weekday] ?? [];
    for (const { from, to, hours, week } of this.calendar.overlays) {
      if (from <= dateOf(day) && dateOf(day) <= to) times = hours ?? week?.[weekday] ?? [];
    }
    const hours = times.map(([opens, closes]): [number, number] => [minutesOf(opens), minutesOf(closes)]);
    this.hours.set(day, hours);
    return hours;
  }

  isOpen(at: number): boolean {
    const local = this.localMinute(at);
    const day = Math.floor(local / 1440);
    const ofDay = local - day * 1440;
    return this.hoursOf(day).some(([opens, closes]) => opens <= ofDay && ofDay < closes);
  }

  works(day: number): boolean {
    return this.hoursOf(day).length > 0;
  }

  /** The end of the last open minute of the day. */
  closing(day: number): number {
    if (day > this.lastDay) throw new OutOfDays();
    let at = this.closings.get(day) ?? (day + 2) * 1440;
    while (!this.closings.has(day)) {
      at--;
      if (this.dayOf(at) === day && this.isOpen(at)) this.closings.set(day, at + 1);
      if (at < (day - 2) * 1440) throw new Error('asked for the closing time of a closed day');
    }
    return this.closings.get(day) ?? at;
  }

  workingDay(day: number, step: 1 | -1): number {
    let found = day;
    while (!this.works(found)) {
      found += step;
      if (found > this.lastDay || found < 0) throw new OutOfDays();
    }
    return found;
  }
}

interface SlowDue {
  at: number;
  day: number;
}

type Run = { from: number; to: number };

/** The stretches of paused minutes after the start, found by looking at each minute. */
function pausedRuns(question: Question, start: number): Run[] {
  const pauses = (question.pauses ?? []).map(({ from, to }) => ({ from: minute(from), to: minute(to ?? '') }));
  const last = Math.max(start, ...pauses.map((pause) => pause.to));
  const runs: Run[] = [];
  for (let at = start; at < last; at++) {
    if (!pauses.some((pause) => pause.from <= at && at < pause.to)) continue;
    const run = runs.at(-1);
    if (run?.to === at) run.to = at + 1;
    else runs.push({ from: at, to: at + 1 });
  }
  return runs;
}

const minutesIn = (amount: Amount): number => {
  if ('workingHours' in amount) return amount.workingHours * 60;
  if ('workingMinutes' in amount) return amount.workingMinutes;
  if ('elapsed' in amount) return Number(/^PT(\d+)M$/.exec(amount.elapsed)?.[1]);
  throw new Error('not in minutes');
};

const shiftedMonths = (day: number, months: number): number =>
  Date.parse(Temporal.PlainDate.from(dateOf(day)).add({ months }).toString()) / 86_400_000;

function byMinutes(calendar: SlowCalendar, start: number, amount: Amount, runs: Run[]): SlowDue {
  const counts = (at: number) =>
    !runs.some((run) => run.from <= at && at < run.to) && ('elapsed' in amount || calendar.isOpen(at));
  let left = minutesIn(amount);
  let at = start;
  for (; left > 0; at++) {
    if (calendar.dayOf(at) > calendar.lastDay) throw new OutOfDays();
    if (counts(at)) left--;
  }
  const day = calendar.dayOf('elapsed' in amount ? at : at - 1);
  if (day > calendar.lastDay) throw new OutOfDays();
  return { at, day };
}

/** The due day with these stretches of pause taken into account, all of them, from scratch. */
function byDays(calendar: SlowCalendar, startDay: number, amount: Amount, runs: Run[]): SlowDue {
  const pausedDays = new Set<number>();
  for (const run of runs) {
    for (let day = calendar.dayOf(run.from) + 1; day <= calendar.dayOf(run.to); day++) pausedDays.add(day);
  }
  let day = startDay;
  if ('workingDays' in amount) {
    let left = amount.workingDays + [...pausedDays].filter((paused) => calendar.works(paused)).length;
    while (left > 0) {
      day++;
      if (day > calendar.lastDay) throw new OutOfDays();
      if (calendar.works(day)) left--;
    }
  } else {
    day =
      'months' in amount
        ? shiftedMonths(day, amount.months)
        : day + ('calendarDays' in amount ? amount.calendarDays : 0);
    day = calendar.workingDay(day + pausedDays.size, 1);
  }
  let at = calendar.closing(day);
  for (let run = within(at); run; run = within(at)) {
    while (!calendar.works(day) || calendar.closing(day) < run.to) {
      day++;
      if (day > calendar.lastDay) throw new OutOfDays();
    }
    at = calendar.closing(day);
  }
  return { at, day };

  function within(instant: number) {
    return runs.find((run) => run.from <= instant && instant < run.to);
  }
}

const inMinutes = (amount: Amount) => 'workingHours' in amount || 'workingMinutes' in amount || 'elapsed' in amount;

function slowDue(calendar: SlowCalendar, question: Question): SlowDue {
  const start = minute(question.start);
  const runs = pausedRuns(question, start);
  if (inMinutes(question.due)) return byMinutes(calendar, start, question.due, runs);
  for (let taken = 0; ; taken++) {
    const due = byDays(calendar, calendar.dayOf(start), question.due, runs.slice(0, taken));
    const next = runs[taken];
    if (!next || next.from >= due.at) return due;
  }
}

function slowBefore(calendar: SlowCalendar, due: SlowDue, amount: Amount, start: number): number | null {
  if ('elapsed' in amount) return due.at - minutesIn(amount);
  const earliest = calendar.dayOf(start) - 1;
  let day = due.day;
  if (inMinutes(amount)) {
    let at = due.at;
    for (let left = minutesIn(amount); left > 0 && at > start; ) if (calendar.isOpen(--at)) left--;
    return at;
  }
  if ('workingDays' in amount) {
    for (let left = amount.workingDays; left > 0; ) {
      day--;
      if (day < earliest) return null;
      if (calendar.works(day)) left--;
    }
    return calendar.closing(day);
  }
  day =
    'months' in amount
      ? shiftedMonths(day, -amount.months)
      : day - ('calendarDays' in amount ? amount.calendarDays : 0);
  while (!calendar.works(day)) {
    day--;
    if (day < earliest) return null;
  }
  return calendar.closing(day);
}

function slowRung(calendar: SlowCalendar, due: SlowDue, rung: Rung, start: number): number | null {
  if (rung === 'at') return due.at;
  if ('before' in rung) {
    const at = slowBefore(calendar, due, rung.before, start);
    return at === null || at <= start ? null : at;
  }
  return inMinutes(rung.after)
    ? byMinutes(calendar, due.at, rung.after, []).at
    : byDays(calendar, due.day, rung.after, []).at;
}

/** Due instant and rungs as text, or `CalendarExhausted`. */
export function slowDeadline(calendarJson: Calendar, question: Question) {
  const text = (at: number) => new Date(at * 60_000).toISOString().replace('.000', '');
  const calendar = new SlowCalendar(calendarJson);
  try {
    const due = slowDue(calendar, question);
    const rungs = (question.rungs ?? []).map((rung) => slowRung(calendar, due, rung, minute(question.start)));
    return { dueAt: text(due.at), rungs: rungs.map((at) => (at === null ? null : text(at))) };
  } catch (error) {
    if (error instanceof OutOfDays) return { refusal: 'CalendarExhausted' };
    throw error;
  }
}
