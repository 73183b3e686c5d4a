/** Periods of reports, as local dates. */
import type { PeriodKind } from './definition.ts';

/** The first and the last local date, both in it. */
export interface Period {
  from: string;
  to: string;
}

const day = 86_400_000;

/** The local date so many days after another one. */
export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * day).toISOString().slice(0, 10);
}

/** The Sunday on which the week of a local date begins: that weeks begin so is ours. */
export function sundayOf(date: string): string {
  return dateAfter(date, -new Date(date).getUTCDay());
}

const months: Record<Exclude<PeriodKind, 'week'>, number> = { month: 1, quarter: 3, 'half-year': 6, year: 12 };

/** The period of a kind in which a local date lies. */
export function periodAround(kind: PeriodKind, date: string): Period {
  if (kind === 'week') {
    const from = sundayOf(date);
    return { from, to: dateAfter(from, 6) };
  }
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1];
  const first = month - (month % months[kind]);
  return { from: dateOf(year, first), to: dateAfter(dateOf(year, first + months[kind]), -1) };
}

/** The last period of a kind that is over on a local date. */
export function periodBefore(kind: PeriodKind, today: string): Period {
  return periodAround(kind, dateAfter(periodAround(kind, today).from, -1));
}

const dateOf = (year: number, month: number) => new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
