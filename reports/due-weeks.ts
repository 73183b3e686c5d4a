/** Which weeks a report is due for: each week once, and missed ones are made up for. Pure. */
import { dateAfter, sundayOf } from './periods.ts';

/** Longer ago is history, to be fetched and not sent. */
const mostWeeks = 12;

export interface DueWeek {
  /** Local dates, Sunday to Saturday. */
  from: string;
  to: string;
  late: boolean;
}

/**
 * The weeks that are over and have no report yet, the oldest first: from the one after the last that has one. If none has,
 * it is the last week alone.
 */
export function dueWeeks(today: string, lastReported: string | null): DueWeek[] {
  const thisWeek = sundayOf(today);
  const lastWeek = dateAfter(thisWeek, -7);
  const oldest = dateAfter(thisWeek, -7 * mostWeeks);
  const next = lastReported === null ? lastWeek : dateAfter(lastReported, 7);
  const weeks: DueWeek[] = [];
  for (let from = next < oldest ? oldest : next; from < thisWeek; from = dateAfter(from, 7)) {
    weeks.push({ from, to: dateAfter(from, 6), late: from < lastWeek });
  }
  return weeks;
}
