import { describe, expect, test } from '@jest/globals';
import { mustReach } from '../../application/complaints/correct-contact.ts';
import { checkOpening, OpeningBody } from '../../application/complaints/opening-body.ts';
import { mustBeSound } from '../../application/surveys/take-answer.ts';
import { keptRecord, recordFaults } from '../../packs/validate-record.ts';
import { ownPack } from '../support/samples/policies-on-disk.ts';
import { sampleQuestionnaire } from '../support/samples/sample-questionnaire.ts';
import { sampleRecord } from '../support/samples/sample-record.ts';

const pack = ownPack('neighbourhood-centres');
const [category = ''] = Object.keys(pack.kinds.complaint.categories);
const fields = Object.entries(pack.kinds.complaint.categories[category]?.fields ?? {});

/** Each door that a telephone number comes in by: whether it is taken. */
const doors: [string, (phone: string) => boolean][] = [
  [
    'a complaint',
    (phone) => {
      const words = fields.map(([name, { choices }]) => [name, Object.keys(choices ?? { مثال: 1 })[0]]);
      const customer = { name: 'عميل (مثال)', phone };
      const body = OpeningBody.parse({ category, channel: 'phone', customer, fields: Object.fromEntries(words) });
      return isTaken(() => checkOpening(pack, body, true, '2026-01-01T00:00:00Z'));
    },
  ],
  ['a correction', (phone) => isTaken(() => mustReach(pack, { name: 'عميل (مثال)', phone }, { phone }))],
  [
    'a record',
    (value) =>
      recordFaults(pack, [], sampleRecord({ contacts: [{ kind: 'mobile', value, verified: false }] })).length === 0,
  ],
  [
    'a survey',
    (mobile) => {
      const asked = { ...sampleQuestionnaire, questions: [...sampleQuestionnaire.questions, mobileQuestion] };
      return isTaken(() =>
        mustBeSound(pack, asked, { answers: { content: 5, 'age-band': 'old' }, person: { mobile } }),
      );
    },
  ],
];
const mobileQuestion = {
  ...{ id: 'mobile', kind: 'text' as const, format: 'phone' as const, maxLength: 60, required: false },
  ...{ personal: true, groups: false, text: { ar: 'رقم الجوال', en: 'Mobile' } },
};

function isTaken(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if ((error as { reason?: string }).reason === 'Invalid') return false;
    throw error;
  }
}

describe.each(doors)('%s', (_, takes) => {
  test.each([
    '0500000302',
    '\u202a+966 50 000 0302\u202c',
    '\u20660500000302\u2069',
    '(050) 000 0001',
    '۰۵۰۰۰۰۰۳۰۲',
    '٠٥٠٠٠٠٠٣٠٢',
  ])('R8: takes %j', (phone) => expect(takes(phone)).toBe(true));

  test.each(['500000209.0', '05000002311', '+9665000002311', '12'])('R7: refuses %j', (phone) =>
    expect(takes(phone)).toBe(false),
  );
});

test('R8: a record keeps the number in its one form, and an e-mail address without signs that nobody sees', () => {
  const contacts = [
    { kind: 'mobile' as const, value: '\u2068050 000 0302\u2069', verified: false },
    { kind: 'email' as const, value: '\u200ea@example.com ', verified: false },
  ];
  const kept = keptRecord(pack, sampleRecord({ contacts })).contacts.map(({ value }) => value);
  expect(kept).toEqual(['+966500000302', 'a@example.com']);
});
