import { expect, test } from '@jest/globals';
import { type FilledForm, separated } from '../../../domain/survey/answers.ts';
import { sampleQuestionnaire } from '../../support/samples/sample-questionnaire.ts';

const filled = (answers: Record<string, unknown>, person: Record<string, string> = {}): FilledForm => ({
  answers: { content: 5, ...answers },
  person,
});
const read = (form: FilledForm, as: 'own' | 'paper' = 'own') =>
  separated(sampleQuestionnaire, form, (text) => text.startsWith('+'), as);
const faults = (form: FilledForm) => {
  const outcome = read(form);
  return 'faults' in outcome ? outcome.faults.map(({ path, message }) => `${path} ${message}`) : [];
};

test('a form is parted into answers and who gave them, and what was left open is left out', () => {
  const given = { content: '4', fees: 'not-applicable', quality: { expected: '3', perceived: 5 }, 'age-band': 'old' };
  expect(read(filled({ ...given, city: ' جدة ', suggestions: '  ' }, { name: ' زائر (مثال) ', email: '' }))).toEqual({
    answers: {
      content: 4,
      fees: 'not-applicable',
      quality: { expected: 3, perceived: 5 },
      'age-band': 'old',
      city: 'جدة',
    },
    person: { name: 'زائر (مثال)' },
  });
});

test('a form without a name is anonymous', () => {
  expect(read(filled({}))).toEqual({ answers: { content: 5 }, person: null });
});

test('no name is taken from the youngest age band, nor without an age', () => {
  expect(faults(filled({ 'age-band': 'young' }, { name: 'x' }))).toEqual([
    'person no name of a minor is taken; whoever is 18 or over says so in `ofAge`',
  ]);
  expect(faults(filled({}, { name: 'x' }))).toEqual(['person is taken only together with an answer to `age-band`']);
  expect(faults(filled({ 'age-band': 'young' }))).toEqual([]);
});

test('N-10: an adult of a band that has minors leaves a name by saying so; who says nothing of the age leaves none', () => {
  expect(faults({ ...filled({ 'age-band': 'young' }, { name: 'x' }), ofAge: true })).toEqual([]);
  expect(faults({ ...filled({ 'age-band': 'young' }, { name: 'x' }), ofAge: false })).toHaveLength(1);
  expect(faults({ ...filled({}, { name: 'x' }), ofAge: true })).toHaveLength(1);
});

test('N-10: a statement that is left open on paper is a missing value; a form with nothing on it is none', () => {
  const paper = { answers: { 'age-band': 'old' }, person: {} };
  expect(read(paper, 'paper')).toEqual({ answers: { 'age-band': 'old' }, person: null });
  expect(read(paper)).toEqual({
    faults: [{ path: 'answers.content', message: 'is required' }],
  });
  const nothing = { faults: [{ path: 'answers', message: 'nothing is filled in' }] };
  expect(read({ answers: {}, person: {} }, 'paper')).toEqual(nothing);
});

test.each<[string, FilledForm]>([
  ['answers.content is required', { answers: {}, person: {} }],
  ['answers.content is a whole number from 1 to 5', filled({ content: 6 })],
  ['answers.content is a whole number from 1 to 5', filled({ content: 'not-applicable' })],
  ['answers.content is a whole number from 1 to 5', filled({ content: 2.5 })],
  ['answers.age-band is one of young, middle, old', filled({ 'age-band': 'ancient' })],
  [
    'answers.quality has `expected` and `perceived`, each a whole number from 1 to 5',
    filled({ quality: { expected: 3 } }),
  ],
  ['answers.city has 60 characters at most', filled({ city: 'x'.repeat(61) })],
  ['answers.name is not asked here', filled({ name: 'x' })],
  ['answers.__proto__ is not asked here', filled(JSON.parse('{"__proto__": 1}') as Record<string, unknown>)],
  ['person.city is not asked here', filled({ 'age-band': 'old' }, { city: 'x' })],
  ['person.email is no email', filled({ 'age-band': 'old' }, { email: 'x' })],
])('a form is refused: %s', (fault, form) => {
  expect(faults(form)).toEqual([fault]);
});
