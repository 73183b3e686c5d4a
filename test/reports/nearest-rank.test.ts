import { expect, test } from '@jest/globals';
import { nearestRank } from '../../reports/nearest-rank.ts';

test.each([
  [[], 0.5, null],
  [[7], 0.9, 7],
  [[30, 10, 20], 0.5, 20],
  [[40, 10, 30, 20], 0.5, 20],
  [[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 0.9, 9],
  [[11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 0.9, 10],
])('of %j the value that a part of %p does not exceed is %p', (values, part, rank) => {
  expect(nearestRank(values, part)).toBe(rank);
});
