import { describe, expect, test } from '@jest/globals';
import { isolated, readableAmount, readableInstant, readableList } from '../../packs/words/readable.ts';

const afternoon = '2026-03-30T16:00:00+03:00[Asia/Riyadh]';

describe('an instant in a message', () => {
  test('has the hour as people say it, and both calendars in a Saudi organisation', () => {
    expect(readableInstant(afternoon, 'ar', 'SA')).toBe(
      'الاثنين 11 شوال 1447هـ، الموافق 30 مارس 2026م، الساعة 4:00 مساءً',
    );
    expect(readableInstant(afternoon, 'en', 'SA')).toBe('Monday, 30 March 2026 (11 Shawwal 1447 AH) at 4:00 pm');
  });

  test('has the Gregorian calendar alone where that is the custom', () => {
    expect(readableInstant(afternoon, 'ar', 'BH')).toBe('الاثنين 30 مارس 2026، الساعة 4:00 مساءً');
    expect(readableInstant(afternoon, 'en', 'BH')).toBe('Monday, 30 March 2026 at 4:00 pm');
  });

  test.each([
    ['2026-03-30T00:05:00+03:00[Asia/Riyadh]', '12:05 صباحًا', '12:05 am'],
    ['2026-03-30T08:00:00+03:00[Asia/Riyadh]', '8:00 صباحًا', '8:00 am'],
    ['2026-03-30T12:00:00+03:00[Asia/Riyadh]', '12:00 ظهرًا', '12:00 pm'],
    ['2026-03-30T17:47:31+03:00[Asia/Riyadh]', '5:47 مساءً', '5:47 pm'],
  ])('%s is told as %s', (local, ar, en) => {
    expect(readableInstant(local, 'ar', 'SA').endsWith(`الساعة ${ar}`)).toBe(true);
    expect(readableInstant(local, 'en', 'SA').endsWith(`at ${en}`)).toBe(true);
  });
});

test.each([
  ['2500.00 SAR', '2,500 ريال', 'SAR 2,500'],
  ['2500.50 SAR', '2,500.50 ريال', 'SAR 2,500.50'],
  ['999.000 BHD', '999 دينار بحريني', 'BHD 999'],
  ['1234567.00 XYZ', '1,234,567 XYZ', 'XYZ 1,234,567'],
  ['none', 'none', 'none'],
])('the amount %s reads %s in Arabic', (amount, ar, en) => {
  expect([readableAmount(amount, 'ar'), readableAmount(amount, 'en')]).toEqual([ar, en]);
});

test('a list is joined as people join it', () => {
  expect(readableList(['العنوان', 'الجوال', 'التفاصيل'], 'ar')).toBe('العنوان والجوال والتفاصيل');
  expect(readableList(['address', 'mobile'], 'en')).toBe('address and mobile');
});

test('a number in Latin letters keeps its order inside an Arabic sentence', () => {
  expect(isolated('DF-C-7K3M9-Q2X8TW', 'ar')).toBe('\u2066DF-C-7K3M9-Q2X8TW\u2069');
  expect(isolated('DF-C-7K3M9-Q2X8TW', 'en')).toBe('DF-C-7K3M9-Q2X8TW');
});
