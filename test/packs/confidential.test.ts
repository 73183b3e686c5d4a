import { describe, expect, test } from '@jest/globals';
import { type Confidential, confidentialIn } from '../../packs/words/confidential.ts';

const contact = {
  ...{ phone: '920001234', email: 'care@charity.example', smsSender: 'Charity', mailFrom: 'mail@charity.example' },
  address: { ar: 'الرياض', en: 'Riyadh' },
  hours: { ar: '8-4', en: '8-4' },
};
const whatsapp = { title: { ar: 'واتساب', en: 'WhatsApp' }, at: { ar: '0501110000', en: '0501110000' } };
const saudi = { country: 'SA' as const, contact, channels: { whatsapp } };
const bahraini = { country: 'BH' as const, contact: { ...contact, phone: '80000000' }, channels: {} };

const holding: [Confidential, string][] = [
  ['telephone', 'اتصلوا بصاحب الطلب على ٠٥٠ ١٢٣ ٤٥٦٧'],
  ['telephone', 'His number is +966 50 123 4567.'],
  ['email', 'write to somebody@example.org'],
  ['email', 'كتب إلينا من اسم.عائلة@مثال.إختبار'],
  ['identity', 'بهوية رقم ١٠٢٣٤٥٦٧٨٩'],
  ['identity', 'into SA03 8000 0000 6080 1016 7519'],
  ['identity', 'by the card 4111 1111 1111 1111'],
  ['case-number', 'as in DF-C-7K3M9-Q2X8TW'],
  ['case-number', 'العميل df-p-7k3m9-q2x8tw'],
];

describe('G-06: what looks confidential in a text', () => {
  test.each(holding)('G-06: %s is found in “%s”', (kind, text) => {
    expect(confidentialIn(text, saudi)).toEqual([kind]);
  });

  test('G-06: so are telephone and identity number of another country', () => {
    expect(confidentialIn('call 3600 1234', bahraini)).toEqual(['telephone']);
    expect(confidentialIn('رقمه الشخصي 850101234', bahraini)).toEqual(['identity']);
  });

  test.each([
    'Your parcel weighs 12 kg and costs 1,250.00 riyals; it came on 2026-03-19 at 10:45.',
    'اتصلوا بنا على 920001234 أو واتساب 966501110000، أو care@charity.example',
    'The invoice 123456 of 19/03/2026 and the order 4500012345678',
  ])('G-06: how the organisation is reached, dates, amounts and orders are not: “%s”', (text) => {
    expect(confidentialIn(text, saudi)).toEqual([]);
  });

  test('G-06: the number of the very request that is answered is not', () => {
    expect(confidentialIn('DF-C-7K3M9-Q2X8TW', saudi, ['DF-C-7K3M9-Q2X8TW'])).toEqual([]);
    expect(confidentialIn('DF-C-7K3M9-Q2X8TW and DF-C-00000-000000', saudi, ['DF-C-7K3M9-Q2X8TW'])).toEqual([
      'case-number',
    ]);
  });
});
