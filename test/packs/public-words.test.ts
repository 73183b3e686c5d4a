import { expect, test } from '@jest/globals';
import { namesPerson, privateIn } from '../../packs/words/confidential.ts';
import { ownPack } from '../support/samples/policies-on-disk.ts';

const fund = ownPack('development-fund');

test.each([
  ['a telephone number', 'تواصلنا معكم على 0500000001', ['0500000001']],
  ['one with the code of the country, set apart', 'call +966 50-000-0001 now', ['+966 50-000-0001']],
  ['Arabic digits', 'رقمكم ٠٥٠٠٠٠٠٠٠١', ['0500000001']],
  ['signs that nobody sees between the digits', 'رقمكم 0500\u200f000001', ['0500000001']],
  ['an e-mail address', 'كتبنا إلى nura@example.com اليوم', ['nura@example.com']],
  ['an identity number', 'هويتكم 1012345678', ['1012345678']],
  ['the number of a case', 'طلبكم DF-C-7K3M9-Q2X8TW قيد المعالجة', ['DF-C-7K3M9-Q2X8TW']],
  ['the number of a case in small letters', 'see df-c-7k3m9-q2x8tw', ['df-c-7k3m9-q2x8tw']],
])('F-17: %s is not for everybody', (_, text, found) => {
  expect(privateIn(text, fund)).toEqual(found);
});

test.each([
  'شكرًا لتواصلكم، نأمل مراسلتنا على الخاص لخدمتكم',
  'اتصلوا بنا على 8001110000 أو ٨٠٠١١١٠٠٠٠ أو care@fund.example',
  'يبدأ التقديم في 2026-12-01 وينتهي في 31/12/2026 لعدد 1500 مستفيد',
])('F-17: what anybody may read is taken: %s', (text) => {
  expect(privateIn(text, fund)).toEqual([]);
});

test.each([
  ['نشكر الأخت مُنى سعيد على تواصلها', true],
  ['نشكر الأخت منى السالم', true],
  ['نشكر الأخت منى على تواصلها', false],
  ['السالم منى', false],
])('F-17: “%s” names Mona: %s', (text, isNamed) => {
  expect(namesPerson(text, 'منى سعيد السالم')).toBe(isNamed);
});

test('F-17: who is known by one name is named by it, and nobody by none', () => {
  expect(namesPerson('نشكر للسيد زياد تواصله', 'زياد')).toBe(true);
  expect(namesPerson('نشكر للسيد زياد تواصله', ' ')).toBe(false);
});
