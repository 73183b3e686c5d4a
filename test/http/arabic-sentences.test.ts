import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { inArabic } from '../../api/http/arabic-problems.ts';
import { problemDocument } from '../../api/http/problem.ts';
import { Refused } from '../../application/refused.ts';
import { refusalSentences } from '../support/api/refusal-sentences.ts';

const sentences = refusalSentences(join(import.meta.dirname, '../..'));

/** As an error of a field, which nothing general stands in for. */
function isArabic(text: string): boolean {
  const refused = new Refused('Invalid', 'x', { errors: [{ path: 'x', message: text }] });
  return /[؀-ۿ]/.test(inArabic(problemDocument(refused)).errors?.[0]?.message ?? '');
}

test('G-10: each sentence of a refusal that the code can say has its Arabic counterpart', () => {
  expect(sentences.length).toBeGreaterThan(400);
  expect(sentences.filter(({ text }) => !isArabic(text)).map(({ text, where }) => `${where}: ${text}`)).toEqual([]);
});
