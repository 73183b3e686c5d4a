import { expect, test } from '@jest/globals';
import { base32, codeOf, periodOf, periodOfCode } from '../../domain/one-time-code.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const secret = bytes('12345678901234567890');
const instant = (seconds: number) => new Date(seconds * 1000).toISOString();

test.each([
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
])('S4: the code at second %i ends as the test vector of RFC 6238 does', (seconds, eight) => {
  expect(codeOf(secret, periodOf(instant(seconds)))).toBe(eight.slice(2));
});

test('S4: a code is good in its own half minute and in the ones beside it, and not before or after', () => {
  const at = 1_700_000_010;
  const period = periodOf(instant(at));
  const code = codeOf(secret, period);
  const found = [-60, -30, 0, 30, 60].map((later) => periodOfCode(secret, code, instant(at + later), -1));
  expect(found).toEqual([null, period, period, period, null]);
});

test('S4: no code is good that is not later than the last one that was used', () => {
  const at = instant(1_700_000_000);
  const period = periodOf(at);
  for (const shift of [-1, 0]) expect(periodOfCode(secret, codeOf(secret, period + shift), at, period)).toBeNull();
  expect(periodOfCode(secret, codeOf(secret, period + 1), at, period)).toBe(period + 1);
  expect(periodOfCode(secret, '', at, -1)).toBeNull();
});

test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('the Base32 of %p is that of RFC 4648', (text, encoded) => {
  expect(base32(bytes(text))).toBe(encoded);
});
