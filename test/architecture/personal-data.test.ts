import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { personalClass, unlogged } from '../../db/personal-fields.ts';
import { personalDataPage } from '../../scripts/personal-data-page.ts';

test('the page of personal data is as `npm run docs:personal-data` writes it', () => {
  expect(readFileSync('docs/personal-data.md', 'utf8')).toBe(personalDataPage());
});

test('a field of that name is what it is everywhere, unless the document says otherwise', () => {
  expect(personalClass('refusals', 'by')).toBe('staff');
  expect(personalClass('cases', '_id')).toBe('open');
  expect(personalClass('invitations', '_id')).toBe('proves');
  expect(personalClass('cases', 'shoeSize')).toBeUndefined();
});

test('names and what proves them are left out of logs at three depths', () => {
  expect(unlogged.paths).toEqual(expect.arrayContaining(['*.email', '*.*.phone', '*.*.*.passwordHash']));
});
