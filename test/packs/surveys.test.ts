import { expect, test } from '@jest/globals';
import { ownPack } from '../support/samples/policies-on-disk.ts';

test('the form of the manual has eleven statements whose middle is agreement, and fees that need not apply', () => {
  const form = ownPack('neighbourhood-centres').surveys?.questionnaires.satisfaction;
  const statements = (form?.questions ?? []).flatMap((question) => (question.kind === 'scale' ? [question] : []));
  expect(statements.map(({ id }) => id)).toEqual(Array.from({ length: 11 }, (_, index) => `statement-${index + 1}`));
  expect(form?.scales.agreement?.[2]).toEqual({ ar: 'اوافق نوعا ما', en: 'Somewhat agree' });
  expect(statements.filter(({ notApplicable }) => notApplicable).map(({ id }) => id)).toEqual(['statement-11']);
  const personal = (form?.questions ?? []).filter((question) => question.kind === 'text' && question.personal);
  expect(personal.map(({ id }) => id)).toEqual(['name', 'mobile', 'email', 'district', 'profession']);
  const ages = form?.questions.find(({ id }) => id === 'age-band');
  expect(ages?.kind === 'choice' && ages.choices.map(({ code, minors }) => [code, minors])).toEqual([
    ['10-25', true],
    ['26-35', false],
    ['36-50', false],
    ['51-and-over', false],
  ]);
});
