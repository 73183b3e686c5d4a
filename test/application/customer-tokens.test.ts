import { describe, expect, test } from '@jest/globals';
import { searchTokens } from '../../application/keyed-tokens.ts';
import { customerIdentities, customerQuery, customerSearchTokens } from '../../application/registry/customer-tokens.ts';
import { comparableLikeness, comparableName } from '../../application/registry/names.ts';
import { tokenKeyOf } from '../../db/derivations.ts';
import { sampleRecord } from '../support/samples/sample-record.ts';

const secret = tokenKeyOf({ secret: 'a secret of this test' });
const record = sampleRecord({
  name: 'محمّد بن عبدالله العُتيبي (مثال)',
  nameLatin: 'Mohammed Alotaibi',
  nationalNumber: '1012345678',
  contacts: [
    { kind: 'mobile', value: '+966501234567', verified: true },
    { kind: 'phone', value: '+97317123456', verified: false },
    { kind: 'email', value: 'M.Otaibi@example.com', verified: false },
    { kind: 'address', value: 'جدة', verified: false },
  ],
});
const tokens = new Set(customerSearchTokens(secret, 'NC-P-7K3M9-Q2X8TW', record, 'SA'));
const isFound = (text: string) => {
  const groups = customerQuery(secret, text, 'SA');
  return groups.length > 0 && groups.every((group) => group.some((token) => tokens.has(token)));
};

const nameLikeness = (one: string, other: string) => comparableLikeness(comparableName(one), comparableName(other));

describe('a customer', () => {
  test.each([
    ['his name as it is written', 'محمد عبدالله العتيبي'],
    ['a name without the article', 'عتيبي'],
    ['the beginning of a name', 'عبدال'],
    ['his Latin name in capitals', 'MOHAMMED'],
    ['his mobile as it is dialled at home', '0501234567'],
    ['his mobile in Arabic-Indic digits', '٠٥٠١٢٣٤٥٦٧'],
    ['his mobile in international form', '+966 50 123 4567'],
    ['his mobile in international form, Arabic-Indic digits', '٠٠٩٦٦٥٠١٢٣٤٥٦٧'],
    ['his mobile without anything before it', '501234567'],
    ['the beginning of his mobile', '05012345'],
    ['the beginning of his mobile with the code', '+96650123'],
    ['a number of another country, with its code', '0097317123456'],
    ['a number of another country, without', '17123456'],
    ['his e-mail address', 'm.otaibi@EXAMPLE.com'],
    ['his national number', '1012345678'],
    ['a part of his own number', 'q2x8tw'],
    ['name and mobile together', 'محمد 0501234567'],
    ['his number in Arabic-Indic digits', 'NC-P-٧K٣M٩'],
    ['the beginning of his number', 'NC-P-7K3M9-Q2X'],
    ['his number with marks of direction', '\u200eNC-P-7K3M9-Q2X8TW\u200f'],
    ['his mobile as it is pasted with marks of direction', '\u202a+966 50 123 4567\u202c'],
    ['his mobile with its area in brackets', '(050) 1234567'],
    ['a name of two words written apart', 'عبد الله'],
    ['the beginning of a name of two words', 'عبد الل'],
  ])('is found by %s', (_, text) => expect(isFound(text)).toBe(true));

  test.each([
    ['another name', 'خالد'],
    ['his name with another mobile', 'محمد 0501234568'],
    ['another mobile', '+966501234568'],
    ['another address of the same house', 'other@example.com'],
    ['nothing', '  '],
    ['what is in every number', 'NC-P-'],
    ['another name of two words', 'عبد الرحمن'],
  ])('is not found by %s', (_, text) => expect(isFound(text)).toBe(false));
});

describe('somebody who comes again', () => {
  const shared = (again: Parameters<typeof sampleRecord>[0]) => {
    const known = new Set(customerIdentities(secret, record));
    const stranger = { nationalNumber: null, nameLatin: null, name: 'غيره تماما', contacts: [] };
    return customerIdentities(secret, sampleRecord({ ...stranger, ...again })).some((one) => known.has(one));
  };
  test.each([
    ['his mobile, written otherwise', { contacts: [{ kind: 'phone' as const, value: '٠٥٠١٢٣٤٥٦٧', verified: false }] }],
    [
      'his e-mail in capitals',
      { contacts: [{ kind: 'email' as const, value: 'm.otaibi@EXAMPLE.COM', verified: false }] },
    ],
    ['his national number in Arabic-Indic digits', { nationalNumber: '١٠١٢٣٤٥٦٧٨' }],
    ['his name without particles and article', { name: 'محمد عبدالله عتيبي مثال' }],
    ['his name with one word misspelt', { name: 'محمد عبدالله العثيمين (مثال)' }],
    ['his Latin name in another transcription', { nameLatin: 'Muhamed Al-Otaibi' }],
  ])('is recognised by %s', (_, again) => expect(shared(again)).toBe(true));

  test('a stranger is not', () => expect(shared({})).toBe(false));

  test.each([
    ['عبد الله', 'عبدالله السالم', 'عبد الله السالم'],
    ['عبد الرحمن', 'سالم عبدالرحمن علي', 'سالم عبد الرحمن علي'],
    ['أبو بكر', 'أبوبكر علي', 'أبو بكر علي'],
    ['آل', 'خالد السعود', 'خالد آل سعود'],
    ['R9: Persian letters', 'علي كريم', 'علی کریم'],
    ['R9: signs that nobody sees', 'محمد سالم', 'مح\u200bمد سا\u2060لم'],
    ['R9: Urdu letters', 'شاهده زهره', 'شاہدہ زہرہ'],
    ['Abdul', 'Abdulrahman Salem', 'Abdul Rahman Salem'],
    ['a wrong consonant in a name of two words', 'محمد سالم', 'محمد ساكم'],
  ])('%s: %s and %s share a key', (_, one, other) => {
    const bare = { nationalNumber: null, nameLatin: null, contacts: [] };
    const known = new Set(customerIdentities(secret, sampleRecord({ ...bare, name: one })));
    expect(customerIdentities(secret, sampleRecord({ ...bare, name: other })).some((key) => known.has(key))).toBe(true);
    expect(nameLikeness(one, other)).toBeGreaterThan(0.85);
  });

  test('a name of two words has no key in common with another that shares one of them', () => {
    const bare = { nationalNumber: null, nameLatin: null, contacts: [] };
    const known = new Set(customerIdentities(secret, sampleRecord({ ...bare, name: 'محمد سالم' })));
    const other = customerIdentities(secret, sampleRecord({ ...bare, name: 'محمد خالد' }));
    expect(other.filter((key) => known.has(key))).toEqual([]);
  });

  test('is found by a name of two words written together or apart, also where only its words were kept apart', () => {
    const apart = sampleRecord({ name: 'سالم عبد الله' });
    const now = new Set(customerSearchTokens(secret, 'NC-P-7K3M9-Q2X8TW', apart, 'SA'));
    const earlier = new Set(searchTokens(secret, [apart.name]));
    const finds = (known: Set<string>, text: string) =>
      customerQuery(secret, text, 'SA').every((group) => group.some((token) => known.has(token)));
    expect([finds(now, 'عبدالله'), finds(now, 'عبد الله'), finds(earlier, 'عبد الله')]).toEqual([true, true, true]);
  });
});

test('names are the more alike the fewer letters differ, whatever marks they bear', () => {
  expect(nameLikeness('مُحمّد بن أحمد', 'محمد احمد')).toBe(1);
  expect(nameLikeness('محمد احمد', 'محمد حمد')).toBeGreaterThan(0.8);
  expect(nameLikeness('محمد احمد', 'سارة خالد')).toBeLessThan(0.4);
  expect(nameLikeness('', '')).toBe(0);
});
