import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { inArabic } from '../../api/http/arabic-problems.ts';
import { arabicSentences } from '../../api/http/arabic-sentences.ts';
import { issueMessages } from '../../api/http/issue-messages.ts';
import { problemDocument } from '../../api/http/problem.ts';
import { Refused, refusedNames } from '../../application/refused.ts';

test.each(refusedNames)('G-10: a refusal named %s reads in Arabic', (name) => {
  const { title, detail, type } = inArabic(
    problemDocument(new Refused(name, 'A sentence that nobody has put into Arabic.')),
  );
  expect(type).toBe(`/problems/${name}`);
  for (const text of [title, detail]) expect(text).toMatch(/^[؀-ۿ]/);
});

test('G-10: the values of a sentence stand in its Arabic counterpart', () => {
  const problem = inArabic(problemDocument(new Refused('InvalidQuery', 'This address takes no query, not a, b.')));
  expect(problem.detail).toBe('لا يقبل هذا العنوان معايير استعلام: a, b.');
});

test('G-10: what stands in the way of a command is said in Arabic inside the sentence', () => {
  const detail = 'answer is not possible: nobody owns it: it is assigned first. Possible now: assign, decline.';
  expect(inArabic(problemDocument(new Refused('NotAllowedNow', detail))).detail).toBe(
    'الإجراء answer غير ممكن: لا مسؤول عنها: تُسند أولًا. المتاح الآن: assign, decline.',
  );
});

test('every sentence has as many gaps in Arabic as it uses, and none twice', () => {
  expect(new Set(arabicSentences.map(([english]) => english)).size).toBe(arabicSentences.length);
  for (const [english, arabic] of arabicSentences) {
    const gaps = english.split('{}').length - 1;
    const used = [...arabic.matchAll(/\{(\d)\}/g)].map(([, place]) => Number(place));
    expect([english, used.every((place) => place < gaps)]).toEqual([english, true]);
  }
});

const schema = z.strictObject({
  code: z.string().regex(/^[a-z]+$/),
  email: z.email(),
  count: z.int().max(5),
  text: z.string().min(3),
  kind: z.enum(['a', 'b']),
  needed: z.string(),
});
const wrong = { code: '9', email: 'x', count: 9, text: 'a', kind: 'c', more: 1 };
const said = (language: 'ar' | 'en') =>
  Object.fromEntries(
    (schema.safeParse(wrong, { error: issueMessages(language) }).error?.issues ?? []).map(({ path, message }) => [
      path.join('.'),
      message,
    ]),
  );

test('G-10: what is wrong with a field is said in Arabic', () => {
  expect(said('ar')).toEqual({
    code: 'صيغة غير صحيحة؛ انظر المثال في التوثيق',
    email: 'بريد إلكتروني غير صحيح',
    count: 'يجب ألا يزيد على 5',
    text: 'يجب ألا يقل عن 3 (عدد الأحرف)',
    kind: 'يجب أن يكون واحدًا من: a، b',
    needed: 'هذا الحقل مطلوب',
    '': 'حقول غير معروفة: more',
  });
});

test('G-10: no refusal shows a regular expression', () => {
  for (const language of ['ar', 'en'] as const) {
    for (const message of Object.values(said(language))) expect(message).not.toMatch(/[\^$]|\/\^/);
  }
});
