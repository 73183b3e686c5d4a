/** Periods of reports, as local dates. */
import { dateText, parseDate } from '../domain/deadline/instants-and-dates.ts';
import { type PeriodKind, periodOf } from '../domain/deadline/periods.ts';

/** The first and the last local date, both in it. */
export interface Period {
  from: string;
  to: string;
}

/** The local date so many days after another one. */
export function dateAfter(date: string, days: number): string {
  return dateText(parseDate(date, 'date') + days);
}

/** The Sunday on which the week of a local date begins. */
export function sundayOf(date: string): string {
  return periodAround('week', date).from;
}

/** The period of a kind in which a local date lies. */
export function periodAround(kind: PeriodKind, date: string): Period {
  const { first, last } = periodOf(kind, parseDate(date, 'date'));
  return { from: dateText(first), to: dateText(last) };
}

/** The last period of a kind that is over on a local date. */
export function periodBefore(kind: PeriodKind, today: string): Period {
  return periodAround(kind, dateAfter(periodAround(kind, today).from, -1));
}
