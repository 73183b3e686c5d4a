import { expect, test } from '@jest/globals';
import { momentsOf, resultOf } from '../../../domain/survey/distribution.ts';
import { differenceOfMeans, differenceOfShares, wilson } from '../../../domain/survey/intervals.ts';

// Worked out by statsmodels 0.15.0 with scipy 1.17.1 and numpy 2.4.6: proportion_confint(method='wilson').
test.each([
  [0, 5, 0.0, 0.43448246478317487],
  [5, 5, 0.5655175352168252, 1.0],
  [1, 7, 0.02567962434474355, 0.5131278292743189],
  [37, 50, 0.6044684273515116, 0.841284725064476],
  [812, 1000, 0.7866068125887822, 0.8350052901162315],
  [81234, 100000, 0.8099080884345037, 0.814747915662328],
])('Wilson’s interval of %d among %d is that of statsmodels', (count, n, low, high) => {
  const interval = wilson(count, n);
  expect(interval.low).toBeCloseTo(low, 9);
  expect(interval.high).toBeCloseTo(high, 9);
});

// The same: confint_proportions_2indep(method='newcomb', compare='diff').
test.each([
  [56, 70, 48, 80, 0.05243147240236498, 0.33387265403690614, 'higher'],
  [9, 10, 3, 10, 0.1705227239345029, 0.809017973535488, 'higher'],
  [10, 10, 0, 20, 0.6790860371419145, 1.0, 'higher'],
  [45, 50, 40, 50, -0.04343178591209204, 0.24209715781408725, 'none'],
  [5, 56, 0, 29, -0.038137147903536936, 0.19256001385511165, 'none'],
])('Newcombe’s interval of %d/%d against %d/%d is that of statsmodels', (count, n, count2, n2, low, high, shown) => {
  const difference = differenceOfShares({ count, n }, { count: count2, n: n2 });
  expect(difference.low).toBeCloseTo(low, 9);
  expect(difference.high).toBeCloseTo(high, 9);
  expect(difference.shown).toBe(shown);
  const reverse = differenceOfShares({ count: count2, n: n2 }, { count, n });
  expect(reverse.low).toBeCloseTo(-high, 9);
});

// The same: CompareMeans(DescrStatsW(a), DescrStatsW(b)).tconfint_diff(usevar='unequal').
test.each([
  [[1, 2, 3, 4, 10], [3, 3, 5, 5, 4], 0.8, -0.038721552133934134, 1.6387215521339338, 'none'],
  [[0, 0, 1, 2, 2], [2, 2, 1, 0, 0], 2.4, 1.1797773071926423, 3.620222692807358, 'higher'],
  [
    [100, 200, 300, 400, 500],
    [110, 190, 310, 420, 470],
    0.033333333333333215,
    -0.055945318309801165,
    0.1226119849764676,
    'none',
  ],
  [[0, 1, 4, 0, 0], [0, 0, 3, 9, 1], -1.0461538461538464, -1.6162367833987075, -0.4760709089089855, 'lower'],
])('Welch’s interval of %j against %j is that of statsmodels', (now, before, difference, low, high, shown) => {
  const worked = differenceOfMeans(momentsOf(now), momentsOf(before));
  // The quantile of Student’s distribution is exact to seven digits.
  expect(worked?.difference).toBeCloseTo(difference, 12);
  expect(worked?.low).toBeCloseTo(low, 6);
  expect(worked?.high).toBeCloseTo(high, 6);
  expect(worked?.shown).toBe(shown);
});

// The same: numpy’s mean, median and std(ddof=1).
test.each([
  [[1, 2, 3, 4, 10], 20, 4, 4.5, 1.2565617248750864],
  [[0, 0, 5, 0, 0], 5, 3, 3, 0],
  [[3, 1, 0, 0, 1, 0], 5, 2, 1, 1.7320508075688772],
  [[2, 0, 0, 0, 2], 4, 3, 3, 2.309401076758503],
])('mean, median and standard deviation of %j are those of numpy', (counts, n, mean, median, deviation) => {
  const result = resultOf(counts);
  expect(result).toMatchObject({ n, median });
  expect(result?.mean).toBeCloseTo(mean, 12);
  expect(result?.standardDeviation).toBeCloseTo(deviation, 12);
});

test('nothing is said of no answer, and a single one has no deviation and no interval of its mean', () => {
  expect(resultOf([0, 0, 0])).toBeNull();
  expect(resultOf([0, 1, 0])?.standardDeviation).toBeNull();
  expect(differenceOfMeans(momentsOf([0, 1]), momentsOf([3, 4]))).toBeNull();
});

test('where all of one sample said one thing and all of the other another, no interval is made up', () => {
  expect(differenceOfMeans(momentsOf([0, 0, 5]), momentsOf([0, 5, 0]))).toBeNull();
});

test('where everybody said the same, twice, no difference is shown', () => {
  expect(differenceOfMeans(momentsOf([0, 5]), momentsOf([0, 9]))).toEqual({
    difference: 0,
    low: 0,
    high: 0,
    shown: 'none',
  });
});
