import { expect, test } from '@jest/globals';
import { analysisOf } from '../../../domain/survey/analysis.ts';
import type { Answers } from '../../../domain/survey/answers.ts';
import { compared } from '../../../domain/survey/comparison.ts';
import { Tally } from '../../../domain/survey/tally.ts';
import { sampleQuestionnaire } from '../../support/samples/sample-questionnaire.ts';

function analysed(...many: [times: number, answers: Answers][]) {
  const tally = new Tally(sampleQuestionnaire);
  for (const [times, answers] of many) for (let n = 0; n < times; n += 1) tally.add(answers);
  return analysisOf(tally);
}
const of = (analysis: ReturnType<typeof analysed>, question: string) =>
  analysis.ratings.find((rating) => rating.question === question);
const shown = (analysis: ReturnType<typeof analysed>, dimension: string) =>
  Object.fromEntries(
    analysis.groups.filter((one) => one.dimension === dimension).map(({ group, people }) => [group, people]),
  );

test('each statement is analysed overall and by group, and fees only by those to whom they apply', () => {
  const analysis = analysed(
    [6, { content: 5, fees: 'not-applicable', 'age-band': 'old' }],
    [8, { content: 3, fees: 4, 'age-band': 'middle' }],
  );
  expect(analysis.counted).toBe(14);
  expect(of(analysis, 'content')?.overall).toMatchObject({ n: 14, distribution: [0, 0, 8, 0, 6], median: 3 });
  expect(of(analysis, 'content')?.overall).toMatchObject({ topTwo: { count: 6, share: 6 / 14 } });
  expect(of(analysis, 'fees')?.overall).toMatchObject({ n: 8, mean: 4, notApplicable: 6 });
  const byAge = of(analysis, 'content')?.groups.filter(({ dimension }) => dimension === 'age-band');
  expect(byAge?.map(({ group, result }) => [group, result?.kind === 'scale' ? result.mean : null])).toEqual([
    ['young', null],
    ['middle', 3],
    ['old', 5],
    ['', null],
  ]);
});

test('expected against perceived is ordinary, poor or distinguished (B-02)', () => {
  const analysis = analysed(
    [5, { content: 5, quality: { expected: 3, perceived: 3 } }],
    [3, { content: 5, quality: { expected: 4, perceived: 2 } }],
    [2, { content: 5, quality: { expected: 1, perceived: 5 } }],
  );
  expect(of(analysis, 'quality')?.overall).toMatchObject({
    n: 10,
    expected: { mean: 2.9 },
    perceived: { mean: 3.1 },
    quality: { ordinary: 5, poor: 3, distinguished: 2 },
  });
});

test('fewer than five answers are not shown, nor the group that would give them away', () => {
  const analysis = analysed(
    [3, { content: 1, 'age-band': 'young' }],
    [9, { content: 4, 'age-band': 'middle' }],
    [20, { content: 5, 'age-band': 'old' }],
  );
  expect(shown(analysis, 'age-band')).toEqual({ young: null, middle: null, old: 20, '': null });
  const few = analysed([4, { content: 1 }]);
  expect(of(few, 'content')).toMatchObject({ overall: null });
});

test('a group that is large enough, but has too few answers to one question, is hidden there', () => {
  const analysis = analysed(
    [3, { content: 2, fees: 1, 'age-band': 'middle' }],
    [5, { content: 2, fees: 'not-applicable', 'age-band': 'middle' }],
    [9, { content: 4, fees: 2, 'age-band': 'old' }],
    [30, { content: 4, fees: 2, 'age-band': 'young' }],
  );
  const fees = of(analysis, 'fees')?.groups.filter(({ dimension }) => dimension === 'age-band');
  expect(fees?.map(({ group, result }) => [group, result !== null])).toEqual([
    ['young', true],
    ['middle', false],
    ['old', false],
    ['', false],
  ]);
  expect(shown(analysis, 'age-band')).toEqual({ young: 30, middle: 8, old: 9, '': null });
});

test('a city is one however it is spelt, and one that only few wrote is not named', () => {
  const analysis = analysed(
    [6, { content: 5, city: 'جدة' }],
    [4, { content: 4, city: ' جده ' }],
    [40, { content: 3, city: 'مكة' }],
    [1, { content: 1, city: 'name of one person' }],
    [2, { content: 1, city: 'another' }],
    [2, { content: 1, city: 'third' }],
  );
  expect(Object.values(shown(analysis, 'city')).sort()).toEqual([10, 40]);
  expect(JSON.stringify(analysis)).not.toContain('person');
});

test('R10: a city is one however it is spelt, and is shown as most have written it', () => {
  const analysis = analysed(
    [4, { content: 5, city: 'الطائف' }],
    [3, { content: 4, city: 'الطايف' }],
    [2, { content: 4, city: 'الطائف\u200f' }],
    [5, { content: 4, city: 'جدة' }],
    [4, { content: 4, city: 'جده' }],
    [3, { content: 4, city: '\ufe9f\ufeaa\ufee9' }],
  );
  expect(shown(analysis, 'city')).toMatchObject({ الطائف: 9, جدة: 12 });
});

test('against the survey before, a difference is shown only where its interval leaves zero out', () => {
  const before = analysed([40, { content: 2, fees: 3 }], [40, { content: 4, fees: 4 }]);
  const now = analysed([10, { content: 2, fees: 3 }], [70, { content: 4, fees: 4 }], [3, { content: 5 }]);
  const asked = sampleQuestionnaire;
  const against = (one: typeof now, other: typeof now) =>
    compared({ analysis: one, asked }, { analysis: other, asked });
  const [content, fees] = against(now, before);
  expect(content).toMatchObject({ question: 'content', topTwo: { shown: 'higher' }, mean: { shown: 'higher' } });
  expect(fees).toMatchObject({ question: 'fees', topTwo: { shown: 'higher' } });
  expect(against(now, now)[0]).toMatchObject({ topTwo: { difference: 0, shown: 'none' }, mean: { shown: 'none' } });
  expect(against(now, analysed([3, { content: 1 }]))).toEqual([]);
});

test('a question is compared only with one in the same words, on a scale with the same labels', () => {
  const analysis = analysed([10, { content: 4, fees: 3 }]);
  const asked = sampleQuestionnaire;
  const questions = asked.questions.map((one) =>
    one.id === 'fees' ? { ...one, text: { ...one.text, en: 'another' } } : one,
  );
  const comparedWith = (before: typeof asked) =>
    compared({ analysis, asked }, { analysis, asked: before }).map(({ question }) => question);
  expect(comparedWith(asked)).toEqual(['content', 'fees']);
  expect(comparedWith({ ...asked, questions })).toEqual(['content']);
  const [first, ...others] = asked.scales.agreement ?? [];
  const agreement = [{ ar: first?.ar ?? '', en: 'other' }, ...others];
  expect(comparedWith({ ...asked, scales: { agreement } })).toEqual([]);
});

test('what people wrote is what they wrote freely: a date is no text to be read by all', () => {
  const { questions } = sampleQuestionnaire;
  const suggestions = questions.find(({ id }) => id === 'suggestions');
  const visited = { ...suggestions, id: 'visited', format: 'date' } as (typeof questions)[number];
  const tally = new Tally({ ...sampleQuestionnaire, questions: [...questions, visited] });
  tally.add({ content: 3, visited: '2026-01-01', suggestions: 'مواعيد أخرى' });
  expect(tally.texts).toEqual({ suggestions: 1 });
});
