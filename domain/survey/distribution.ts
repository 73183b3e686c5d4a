/** What a statement's answers say, from how often each place on the scale was chosen. */
import { wilson } from './intervals.ts';

/** How often each place was chosen, from 1 upwards. */
export type Counts = readonly number[];

export interface Share {
  count: number;
  /** From 0 to 1. */
  share: number;
  /** Of the 95 % interval. */
  low: number;
  high: number;
}

export interface StatementResult {
  /** Answers on the scale; those to whom it does not apply are none. */
  n: number;
  mean: number;
  median: number;
  /** Of a sample (n − 1); null of a single answer. */
  standardDeviation: number | null;
  distribution: number[];
  /** The two highest places of the scale together, with Wilson's interval. */
  topTwo: Share;
}

/** The result of at least one answer; null of none. */
export function resultOf(counts: Counts): StatementResult | null {
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (n === 0) return null;
  const { mean, variance } = momentsOf(counts);
  const top = counts.slice(-2).reduce((sum, count) => sum + count, 0);
  return {
    n,
    mean,
    median: medianOf(counts, n),
    standardDeviation: variance === null ? null : Math.sqrt(variance),
    distribution: [...counts],
    topTwo: { count: top, share: top / n, ...wilson(top, n) },
  };
}

/** Mean and variance of a sample; the variance of fewer than two answers is null. */
export function momentsOf(counts: Counts): { n: number; mean: number; variance: number | null } {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const mean = counts.reduce((sum, count, index) => sum + count * (index + 1), 0) / n;
  const squares = counts.reduce((sum, count, index) => sum + count * (index + 1 - mean) ** 2, 0);
  return { n, mean, variance: n > 1 ? squares / (n - 1) : null };
}

/** The middle place; halfway between the two middle ones of an even number. */
function medianOf(counts: Counts, n: number): number {
  const place = (rank: number) => {
    let passed = 0;
    for (const [index, count] of counts.entries()) {
      passed += count;
      if (passed >= rank) return index + 1;
    }
    return counts.length;
  };
  return (place(Math.ceil(n / 2)) + place(Math.floor(n / 2) + 1)) / 2;
}
