import { expect, test } from '@jest/globals';
import { asciiDigits, foldedText, withoutInvisible } from '../../domain/written-text.ts';

test.each([
  ['علی کریم', 'علي كريم'],
  ['مح\u200bمد', 'محمد'],
  ['\u202bمحمد\u202c\u2066\u2069', 'محمد'],
  ['مُحَمَّـد', 'محمد'],
  ['أحمد إبراهيم آل', 'احمد ابراهيم ال'],
  ['ہدی', 'هدي'],
  ['فاطمۃ', 'فاطمه'],
  ['شاہدہ بے', 'شاهده بي'],
  ['ﻣﺤﻤﺪ', 'محمد'],
  ['ﷲ', 'الله'],
  ['ＡＢ', 'ab'],
  ['مسؤول', 'مسوول'],
])('R9: %s is compared as %s', (written, compared) => {
  expect(foldedText(written)).toBe(compared);
  expect(foldedText(foldedText(written))).toBe(compared);
});

test('R8: digits of every script are digits, and signs that nobody sees are none', () => {
  const scripts = [
    '٠١٢٣٤٥٦٧٨٩',
    '۰۱۲۳۴۵۶۷۸۹',
    '०१२३४५६७८९',
    '০১২৩৪৫৬৭৮৯',
    '０１２３４５６７８９',
    '𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗',
    '𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿',
  ];
  for (const digits of scripts) expect(asciiDigits(digits)).toBe('0123456789');
  expect(withoutInvisible('\u202a+966\u200b 5\u2060\ufeff0\u00ad\u061c\u2068\u2069\u202c')).toBe('+966 50');
});
