/** Intervals at 95 %: of a share, of the difference of two shares, of the difference of two means. */
import jstat from 'jstat';

export interface Interval {
  low: number;
  high: number;
}

/** A difference and what it may as well be. */
export interface Difference extends Interval {
  difference: number;
  /** `none`: the interval includes zero, so that no difference is shown. */
  shown: 'higher' | 'lower' | 'none';
}

const upper = 0.975;
const z = jstat.normal.inv(upper, 0, 1);

/** Wilson's score interval of `count` among `n`, of which there is at least one. */
export function wilson(count: number, n: number): Interval {
  const share = count / n;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { low: count === 0 ? 0 : centre - half, high: count === n ? 1 : centre + half };
}

export interface Counted {
  count: number;
  n: number;
}

/** By how much the share of `now` is above that of `before`: Newcombe's hybrid score interval (method 10). */
export function differenceOfShares(now: Counted, before: Counted): Difference {
  const [p, q] = [now.count / now.n, before.count / before.n];
  const [own, other] = [wilson(now.count, now.n), wilson(before.count, before.n)];
  const difference = p - q;
  return judged({
    difference,
    low: difference - Math.hypot(p - own.low, other.high - q),
    high: difference + Math.hypot(own.high - p, q - other.low),
  });
}

export interface Sample {
  n: number;
  mean: number;
  variance: number | null;
}

/**
 * By how much the mean of `now` is above that of `before`: Welch's interval. Null if there are too few answers for one. Null
 * too if nobody differed from anybody in either sample, and yet both differ: nothing says then how uncertain that is.
 */
export function differenceOfMeans(now: Sample, before: Sample): Difference | null {
  if (now.variance === null || before.variance === null) return null;
  const difference = now.mean - before.mean;
  const [own, other] = [now.variance / now.n, before.variance / before.n];
  const error = Math.sqrt(own + other);
  if (error === 0) return difference === 0 ? judged({ difference, low: 0, high: 0 }) : null;
  const freedom = (own + other) ** 2 / (own ** 2 / (now.n - 1) + other ** 2 / (before.n - 1));
  const half = jstat.studentt.inv(upper, freedom) * error;
  return judged({ difference, low: difference - half, high: difference + half });
}

function judged(interval: Omit<Difference, 'shown'>): Difference {
  return { ...interval, shown: interval.low > 0 ? 'higher' : interval.high < 0 ? 'lower' : 'none' };
}
