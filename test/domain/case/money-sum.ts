import { expect, test } from '@jest/globals';
import { sumText } from '../../../domain/money.ts';

test('a sum of money is exact, however many and however small the amounts are', () => {
  const riyal = { code: 'SAR', decimals: 2 };
  expect(sumText([], riyal)).toBe('0.00');
  expect(sumText(['0.10', '0.20'], riyal)).toBe('0.30');
  expect(
    sumText(
      Array.from({ length: 100_000 }, () => '999999999.99'),
      riyal,
    ),
  ).toBe('99999999999000.00');
  expect(sumText(['1.005', '2.000'], { code: 'BHD', decimals: 3 })).toBe('3.005');
});
