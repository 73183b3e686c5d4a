/** Weeks, months and so on, as stretches of local days. Days are day numbers. */
import { addMonths, dateText, parseDate, WEEKDAYS, weekdayOf } from './instants-and-dates.ts';

export type PeriodKind = 'week' | 'month' | 'quarter' | 'half-year' | 'year';

/** A stretch of days, both ends included. */
export interface DaysOfPeriod {
  first: number;
  last: number;
}

const monthsOf: Record<Exclude<PeriodKind, 'week'>, number> = { month: 1, quarter: 3, 'half-year': 6, year: 12 };

/** The period in which a day lies. A week begins on Sunday, as where these organisations are: that is ours. */
export function periodOf(kind: PeriodKind, day: number): DaysOfPeriod {
  if (kind === 'week') {
    const first = day - WEEKDAYS.indexOf(weekdayOf(day));
    return { first, last: first + 6 };
  }
  const [year = '', month] = dateText(day).split('-');
  const months = monthsOf[kind];
  const begin = Math.floor((Number(month) - 1) / months) * months + 1;
  const first = parseDate(`${year}-${String(begin).padStart(2, '0')}-01`, 'period');
  return { first, last: addMonths(first, months) - 1 };
}

/** The period just before another one of its kind. */
export function periodBefore(kind: PeriodKind, { first }: DaysOfPeriod): DaysOfPeriod {
  return periodOf(kind, first - 1);
}

/** The period just after another one of its kind. */
export function periodAfter(kind: PeriodKind, { last }: DaysOfPeriod): DaysOfPeriod {
  return periodOf(kind, last + 1);
}
