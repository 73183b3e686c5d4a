/** What the lines of the register come to (N-13). Pure. */
import type { CountedFields } from '../../domain/personal-class.ts';
import type { RegisterEntry } from './entry.ts';

/** What managers and quality read first (N-13): counts, and how long an answer takes. */
export interface RegisterSummary {
  total: number;
  byCategory: Record<string, number>;
  byStatus: Record<string, number>;
  /** Whether answers came in time, if a deadline was set. */
  byAnswer: Record<RegisterEntry['answer'], number>;
  breached: number;
  /** Of those that were answered: elapsed hours from receipt to the last answer, nights and holidays included. */
  medianHoursToAnswer: number | null;
}

/** What of the summary says something about a person: nothing. */
export const registerFigures: CountedFields<RegisterSummary> = {
  ...{ total: 'open', byCategory: 'open', byStatus: 'open', byAnswer: 'open', breached: 'open' },
  medianHoursToAnswer: 'open',
};

/** Adds up the register while its lines go by. */
export class RegisterSummaryInMaking {
  private total = 0;
  private breached = 0;
  private readonly byCategory: Record<string, number> = {};
  private readonly byStatus: Record<string, number> = {};
  private readonly byAnswer = { 'in-time': 0, late: 0, awaited: 0, 'no-deadline': 0 };
  private readonly hours: number[] = [];

  add(entry: RegisterEntry): void {
    const { category, status, answer, breached, receivedAt, customerToldAt } = entry;
    this.total += 1;
    if (breached) this.breached += 1;
    this.byCategory[category] = (this.byCategory[category] ?? 0) + 1;
    this.byStatus[status] = (this.byStatus[status] ?? 0) + 1;
    this.byAnswer[answer] += 1;
    if (customerToldAt) this.hours.push((instantOf(customerToldAt) - instantOf(receivedAt)) / 3_600_000);
  }

  done(): RegisterSummary {
    const { total, byCategory, byStatus, byAnswer, breached } = this;
    return { total, byCategory, byStatus, byAnswer, breached, medianHoursToAnswer: median(this.hours) };
  }
}

function instantOf(local: string): number {
  return Date.parse(local.replace(/\[.*\]$/, ''));
}

/** To a tenth of an hour; null of nothing. */
function median(values: number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1];
  const high = sorted[Math.floor(middle)];
  return low === undefined || high === undefined ? null : Math.round(((low + high) / 2) * 10) / 10;
}
