import { expect, test } from '@jest/globals';
import { isCountry, phoneNumber } from '../../packs/phone-number.ts';

test.each([
  ['+966500000001', 'SA', '+966500000001'],
  ['0500000001', 'SA', '+966500000001'],
  ['٠٥٠٠٠٠٠٠٠١', 'SA', '+966500000001'],
  ['۰۵۰۰۰۰۰۰۰۱', 'SA', '+966500000001'],
  ['00966 50 000 0001', 'SA', '+966500000001'],
  ['+٩٦٦ ٥٠-٠٠٠-٠٠٠١', 'BH', '+966500000001'],
  ['3600 0001', 'BH', '+97336000001'],
  ['R8: \u202a+966 50 000 0302\u202c', 'SA', '+966500000302'],
  ['R8: \u2068050\u200b0000\u2069302\ufeff', 'SA', '+966500000302'],
  ['R8: (050) 000 0001', 'SA', '+966500000001'],
  ['R8: ०५०००००००१', 'SA', '+966500000001'],
])('%s, written in %s, is %s', (written, country, number) => {
  expect(phoneNumber(written.replace('R8: ', ''), country)).toBe(number);
});

test.each([
  ['123', 'SA'],
  ['0500000001000000', 'SA'],
  ['لا يوجد', 'SA'],
  ['', 'SA'],
  ['0500000001', 'XX'],
  ['R7: 500000209.0', 'SA'],
  ['R7: 05000002311', 'SA'],
  ['R7: +9665000002311', 'BH'],
  ['0500000001 / 0500000002', 'SA'],
  ['0112345678 ext 12', 'SA'],
])('%j, written in %s, is no number that anybody could be sent an SMS to', (written, country) => {
  expect(phoneNumber(written.replace('R7: ', ''), country)).toBeNull();
});

test('a country is one whose numbers are known', () => {
  expect(['SA', 'BH', 'sa', 'XX', ''].filter(isCountry)).toEqual(['SA', 'BH']);
});
