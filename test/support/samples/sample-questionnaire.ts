import type { Questionnaire, Wording } from '../../../domain/survey/questionnaire.ts';

const same = (text: string): Wording => ({ ar: text, en: text });
const labels = ['1', '2', '3', '4', '5'].map(same);
const text = { kind: 'text', required: false, maxLength: 60, format: 'any', groups: false, personal: false } as const;

/** A form that has a question of every kind, the youngest of whose answerers may be minors. */
export const sampleQuestionnaire: Questionnaire = {
  title: same('a form (example)'),
  scales: { agreement: labels },
  questions: [
    { kind: 'scale', id: 'content', text: same('content'), required: true, scale: 'agreement', notApplicable: null },
    { kind: 'scale', id: 'fees', text: same('fees'), required: false, scale: 'agreement', notApplicable: same('n/a') },
    { kind: 'expected-and-perceived', id: 'quality', text: same('quality'), required: false, scale: 'agreement' },
    {
      kind: 'choice',
      id: 'age-band',
      text: same('age'),
      required: false,
      choices: [
        { code: 'young', text: same('young'), minors: true },
        { code: 'middle', text: same('middle'), minors: false },
        { code: 'old', text: same('old'), minors: false },
      ],
    },
    { ...text, id: 'city', text: same('city'), groups: true },
    { ...text, id: 'suggestions', text: same('suggestions'), maxLength: 200 },
    { ...text, id: 'name', text: same('name'), personal: true },
    { ...text, id: 'email', text: same('e-mail'), personal: true, format: 'email' },
  ],
};
