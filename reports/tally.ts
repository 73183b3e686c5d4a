/** One figure while it is made. Pure. */
import type { Sum } from './measures.ts';
import { nearestRank } from './nearest-rank.ts';

export interface Figure {
  /** Null if there is nothing to make it of, or if it is hidden. */
  value: number | null;
  /** How many values it is made of; null if it is hidden. */
  n: number | null;
  hidden?: true;
}

/** The values of one figure: as many as its sum needs, and no more. */
export class Tally {
  n = 0;
  private total = 0;
  private whole = 0;
  /**
   * Kept if the sum is one of their order: the first `n` of them. Four bytes each, apart from the objects that the process has to
   * look through for what it may forget.
   */
  private values: Int32Array | null;
  private readonly sum: Sum;

  constructor(sum: Sum) {
    this.sum = sum;
    this.values = sum === 'median' || sum === 'ninetieth' ? new Int32Array(8) : null;
  }

  /**
   * @param outOf what the value is a part of, if the sum is a quotient
   * @throws Error if the value is no whole number, and the sum is one of the order of values
   */
  add(value: number, outOf = 1): void {
    if (this.values) this.keep(this.values, value);
    this.n += 1;
    this.total += value;
    this.whole += outOf;
  }

  private keep(values: Int32Array, value: number): void {
    if ((value | 0) !== value) throw new Error(`${value}: a median is made of whole numbers`);
    if (this.n === values.length) {
      this.values = new Int32Array(2 * this.n);
      this.values.set(values);
      this.values[this.n] = value;
    } else values[this.n] = value;
  }

  figure(): Figure {
    const { n } = this;
    return { value: n === 0 && this.sum !== 'count' ? null : this.value(), n };
  }

  private value(): number {
    const { n, total, whole } = this;
    const values: Record<Sum, () => number> = {
      count: () => n,
      share: () => Math.round((1000 * total) / n) / 10,
      median: () => this.ranked(0.5),
      ninetieth: () => this.ranked(0.9),
      mean: () => Math.round((100 * total) / n) / 100,
      quotient: () => Math.round((1000 * total) / whole) / 10,
    };
    return values[this.sum]();
  }

  private ranked(part: number): number {
    return nearestRank(this.values?.subarray(0, this.n) ?? [], part) ?? 0;
  }
}
