import { expect, test } from '@jest/globals';
import { type Question, type Questionnaire, questionnaireFaults } from '../../../domain/survey/questionnaire.ts';
import { sampleQuestionnaire } from '../../support/samples/sample-questionnaire.ts';

const [content, , quality, age, city, , name] = sampleQuestionnaire.questions as [
  Question,
  Question,
  Question,
  Question & { kind: 'choice' },
  Question & { kind: 'text' },
  Question,
  Question & { kind: 'text' },
];
const faultsWith = (change: Partial<Questionnaire>) =>
  questionnaireFaults({ ...sampleQuestionnaire, ...change }).map(({ path, message }) => `${path} ${message}`);

test('a form with a question of every kind can be used', () => {
  expect(questionnaireFaults(sampleQuestionnaire)).toEqual([]);
});

test.each<[string, Partial<Questionnaire>]>([
  ['questions.1 there is a question `content` already', { questions: [content, content] }],
  ['questions.0 there is no scale `agreement`', { scales: {} }],
  ['questions asks for no rating, so that nothing could be analysed', { questions: [city] }],
  [
    'questions.1 two choices have one code',
    { questions: [content, { ...age, choices: [...age.choices, ...age.choices] }] },
  ],
  ['questions.1 who somebody is may not be required', { questions: [content, { ...name, required: true }] }],
  ['questions.1 answers are not analysed by who somebody is', { questions: [content, { ...name, groups: true }] }],
  ['questions has more than one question that tells minors', { questions: [quality, age, { ...age, id: 'other' }] }],
  [
    'questions has more than 6 questions that answers are analysed by',
    { questions: [content, ...[1, 2, 3, 4, 5, 6, 7].map((n) => ({ ...city, id: `city-${n}` }))] },
  ],
])('a form is refused: %s', (fault, change) => {
  expect(faultsWith(change)).toContain(fault);
});
