/** What is asked of a calendar, as JSON and in numbers: the start, the amount, the pauses and the rungs. */
import { parseInstant } from './instants-and-dates.ts';
import { listOf, malformed, objectWith, quoted } from './refusal.ts';

/** What is asked of a calendar: when a clock that starts then is due, and when its ladder's rungs are. */
export interface Question {
  start: string;
  due: Amount;
  pauses?: readonly Pause[];
  rungs?: readonly Rung[];
}

/** The same in numbers, milliseconds throughout. */
export interface ReadQuestion {
  start: number;
  due: Measure;
  /** In order and merged, without what lies before the start. */
  pauses: Interruption[];
  /** True while one of the pauses, whenever it began, has no end. */
  isPausedNow: boolean;
  rungs: RungMeasure[];
}

/** @throws DeadlineRefused `Malformed` for anything that is not such a question, whatever JSON it is. */
export function readQuestion(input: unknown): ReadQuestion {
  const question = objectWith(input, 'The question', ['start', 'due', 'pauses', 'rungs']);
  const start = parseInstant(question.start, 'start');
  const due = parseAmount(question.due, 'due');
  const pauses = question.pauses === undefined ? [] : listOf(question.pauses, 'pauses', parsePause);
  return {
    start,
    due,
    pauses: effectivePauses(pauses, start),
    isPausedNow: pauses.some((pause) => pause.to === Number.POSITIVE_INFINITY),
    rungs: question.rungs === undefined ? [] : listOf(question.rungs, 'rungs', parseRung),
  };
}

/** A length of time in one unit: a positive whole number, or for `elapsed` an ISO 8601 duration. */
export type Amount =
  | { workingDays: number }
  | { workingHours: number }
  | { workingMinutes: number }
  | { elapsed: string }
  | { calendarDays: number }
  | { months: number };

/** An amount as it is counted: days and months by number, opening time and elapsed time in milliseconds. */
export type Measure =
  | { unit: 'workingDays' | 'calendarDays' | 'months'; count: number }
  | { unit: 'openingTime' | 'elapsed'; ms: number };

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 3_600_000;

/** @throws DeadlineRefused `Malformed` for two units, an unknown one, or an amount that is not positive and whole. */
export function parseAmount(input: unknown, place: string): Measure {
  const entries = typeof input === 'object' && input !== null && !Array.isArray(input) ? Object.entries(input) : [];
  const [entry] = entries;
  if (!entry || entries.length > 1) return malformed(`${place} must have exactly one unit, like {"workingDays": 11}.`);
  const [unit, value] = entry;
  switch (unit) {
    case 'workingDays':
    case 'calendarDays':
    case 'months':
      return { unit, count: positiveWhole(value, `${place}.${unit}`) };
    case 'workingHours':
      return { unit: 'openingTime', ms: positiveWhole(value, `${place}.${unit}`) * MS_PER_HOUR };
    case 'workingMinutes':
      return { unit: 'openingTime', ms: positiveWhole(value, `${place}.${unit}`) * MS_PER_MINUTE };
    case 'elapsed':
      return { unit: 'elapsed', ms: durationMs(value, `${place}.${unit}`) };
    default:
      return malformed(`${place} has the unknown unit ${quoted(unit)}.`);
  }
}

function positiveWhole(value: unknown, place: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  return malformed(`${place} must be a positive whole number, not ${quoted(value)}.`);
}

const isoDuration = /^P(?=[\dT])(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,3}))?S)?)?$/;

/** An ISO 8601 duration in weeks (168 hours), days (24 hours), hours, minutes, seconds to the millisecond. */
function durationMs(value: unknown, place: string): number {
  const match = typeof value === 'string' ? isoDuration.exec(value) : null;
  if (!match) {
    return malformed(`${place} must be a duration like PT24H, without years and months, not ${quoted(value)}.`);
  }
  const [weeks, days, hours, minutes, seconds] = match.slice(1, 6).map((digits) => Number(digits ?? 0));
  const wholeDays = (weeks ?? 0) * 7 + (days ?? 0);
  const wholeSeconds = ((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
  const ms = wholeDays * 24 * MS_PER_HOUR + wholeSeconds * 1000 + Number((match[6] ?? '').padEnd(3, '0'));
  return ms > 0 ? ms : malformed(`${place} must be longer than nothing.`);
}

/** The time `[from, to)` in which the case waited for the customer; without `to` it waits still. */
export interface Pause {
  from: string;
  to?: string;
}

/** The same in milliseconds; an open pause ends at Infinity. */
export interface Interruption {
  from: number;
  to: number;
}

/** @throws DeadlineRefused `Malformed`, also for a pause that does not end after it begins. */
function parsePause(input: unknown, place: string): Interruption {
  const pause = objectWith(input, place, ['from', 'to']);
  const from = parseInstant(pause.from, `${place}.from`);
  const to = pause.to === undefined ? Number.POSITIVE_INFINITY : parseInstant(pause.to, `${place}.to`);
  if (to <= from) malformed(`${place} does not end after it begins.`);
  return { from, to };
}

/**
 * The interruptions that count for a clock: in order, and without what lies before its start. Those that overlap or
 * touch are one, so that no instant counts twice.
 */
function effectivePauses(pauses: readonly Interruption[], start: number): Interruption[] {
  const sorted = pauses
    .filter((pause) => pause.to > start)
    .map((pause) => ({ from: Math.max(pause.from, start), to: pause.to }))
    .sort((a, b) => a.from - b.from);
  const merged: Interruption[] = [];
  for (const pause of sorted) {
    const last = merged.at(-1);
    if (last && pause.from <= last.to) last.to = Math.max(last.to, pause.to);
    else merged.push(pause);
  }
  return merged;
}

/** When something happens on the ladder of a deadline: at the due instant, or so long before or after it. */
export type Rung = 'at' | { before: Amount } | { after: Amount };

export type RungMeasure = 'at' | { before: Measure } | { after: Measure };

/** @throws DeadlineRefused `Malformed`. */
function parseRung(input: unknown, place: string): RungMeasure {
  if (input === 'at') return 'at';
  if (typeof input === 'string') return malformed(`${place} must be "at", {"before": …} or {"after": …}.`);
  const rung = objectWith(input, place, ['before', 'after']);
  if ('before' in rung === 'after' in rung) return malformed(`${place} needs either before or after, and not both.`);
  return 'before' in rung
    ? { before: parseAmount(rung.before, `${place}.before`) }
    : { after: parseAmount(rung.after, `${place}.after`) };
}
