/** When a procedure falls due by itself: from its rule, the calendar, and what was done last. Pure. */
import { type NamedDay, openingFrom, openingOfDay, type WorkingCalendar } from '../deadline/deadline.ts';
import { addMonths, dateText, instantText, MS_PER_DAY, parseDate } from '../deadline/instants-and-dates.ts';
import { type DaysOfPeriod, type PeriodKind, periodAfter, periodBefore, periodOf } from '../deadline/periods.ts';

export type DueRule =
  | { every: PeriodKind; on: NamedDay; about: 'this' | 'previous' }
  /** So many months after the end of the last occurrence that was finished. */
  | { monthsAfterEnd: number; first: string };

/**
 * How the occurrences of a procedure stand: `open` if the newest occurrence runs. Else two instants, UTC, each null if there is
 * none. `finishedAt`: when one was finished last. `failedAt`: when the newest one was withdrawn or rejected; it is still owed.
 */
export type LastEnd = 'open' | { finishedAt: string | null; failedAt: string | null };

/** Of a procedure that has no occurrence. */
export const neverBegun: LastEnd = { finishedAt: null, failedAt: null };

/** An occurrence that falls due. */
export interface Occurrence {
  /** `2026-11`, `2026-Q4`, `2026-H2`, `2026`; of a week its first day, a Sunday; else the day on which it falls due. */
  period: string;
  fellDueAt: string;
}

/** The occurrences that fall due after one instant and up to another, oldest first. */
export function occurrencesBetween(
  rule: DueRule,
  calendar: WorkingCalendar,
  { after, upTo }: { after: string; upTo: string },
  lastEnd: LastEnd,
): Occurrence[] {
  // What follows the end of another one is due whenever that was noticed: there is no second of it.
  const isAfter = ({ fellDueAt }: Occurrence) => 'monthsAfterEnd' in rule || Date.parse(fellDueAt) > Date.parse(after);
  const isWithin = (one: Occurrence) => isAfter(one) && Date.parse(one.fellDueAt) <= Date.parse(upTo);
  return candidates(rule, calendar, after, upTo, lastEnd).filter(isWithin);
}

/**
 * The instant after which a look searches, UTC. It lies one period before the last look, since the calendar may have changed. A
 * late holiday moves a day back, and a longer calendar names days that have passed. `since`, in milliseconds: when the rule came
 * into force. What fell due before that, and before the last look, is not owed.
 */
export function searchedAfter(rule: DueRule, { clock }: WorkingCalendar, lastLook: string, since: number): string {
  // What follows the end of another one does not depend on when anybody looked.
  if ('monthsAfterEnd' in rule) return lastLook;
  const { first } = periodBefore(rule.every, periodOf(rule.every, clock.dayOf(Date.parse(lastLook))));
  // What falls due at that very instant counts.
  const from = Math.max(since, clock.instantOf(first, 0)) - 1;
  return instantText(Math.min(Date.parse(lastLook), from));
}

/** The next one after an instant, within two years; null if none is in sight. */
export function nextOccurrence(
  rule: DueRule,
  calendar: WorkingCalendar,
  after: string,
  lastEnd: LastEnd,
): Occurrence | null {
  const horizon = instantText(Date.parse(after) + 2 * 366 * MS_PER_DAY);
  return occurrencesBetween(rule, calendar, { after, upTo: horizon }, lastEnd)[0] ?? null;
}

function candidates(
  rule: DueRule,
  calendar: WorkingCalendar,
  after: string,
  upTo: string,
  lastEnd: LastEnd,
): Occurrence[] {
  const dayOf = (instant: string) => calendar.clock.dayOf(Date.parse(instant));
  if ('monthsAfterEnd' in rule) {
    if (lastEnd === 'open') return [];
    const { finishedAt, failedAt } = lastEnd;
    const owed = finishedAt ? addMonths(dayOf(finishedAt), rule.monthsAfterEnd) : parseDate(rule.first, 'first');
    // One that failed is owed again from the next day on: under the same day there would be no second one.
    const day = failedAt ? Math.max(owed, dayOf(failedAt) + 1) : owed;
    const fellDueAt = openingFrom(calendar, day);
    return fellDueAt === null ? [] : [{ period: dateText(day), fellDueAt }];
  }
  const { every, on, about } = rule;
  const found: Occurrence[] = [];
  // The day of a period may be a working day of the next one.
  let period = periodBefore(every, periodOf(every, dayOf(after)));
  for (; period.first <= dayOf(upTo); period = periodAfter(every, period)) {
    const fellDueAt = openingOfDay(calendar, period, on);
    const named = about === 'this' ? period : periodBefore(every, period);
    if (fellDueAt !== null) found.push({ period: nameOf(every, named), fellDueAt });
  }
  return found;
}

function nameOf(every: PeriodKind, { first }: DaysOfPeriod): string {
  const date = dateText(first);
  const [year = '', month = '1'] = date.split('-');
  switch (every) {
    case 'week':
      return date;
    case 'month':
      return `${year}-${month}`;
    case 'quarter':
      return `${year}-Q${Math.ceil(Number(month) / 3)}`;
    case 'half-year':
      return `${year}-H${Number(month) > 6 ? 2 : 1}`;
    case 'year':
      return year;
  }
}

/** The first local date of a period, by its name. */
export function firstDateOf(period: string): string {
  const [, year = period, part = '', number = '1'] = /^(\d{4})-([QH])(\d)$/.exec(period) ?? [];
  const months: Record<string, number> = { Q: 3, H: 6 };
  if (part !== '') return `${year}-${String((Number(number) - 1) * (months[part] ?? 1) + 1).padStart(2, '0')}-01`;
  return `${period}-01-01`.slice(0, 'YYYY-MM-DD'.length);
}
