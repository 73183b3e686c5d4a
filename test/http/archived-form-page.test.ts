import { expect, test } from '@jest/globals';
import { archivedFormPage } from '../../api/record-changes/archived-form-page.ts';
import type { ArchivedForm } from '../../application/registry/archived-form.ts';
import { ownPack } from '../support/samples/policies-on-disk.ts';
import { riyadhOpened } from '../support/samples/sample-calendar.ts';

const proof = { id: 'form', nonce: 'n', digest: 'd', content: {} };
const difference = (field: string, from: unknown, to: unknown) => ({ field, from, to });

const form: ArchivedForm = {
  ...{ organisation: 'neighbourhood-centres', organisationName: { ar: 'جمعية (مثال)', en: 'Association (example)' } },
  ...{ number: 'NC-R-00000-000001', title: { ar: 'تعديل بيانات عميل', en: 'Change' }, version: 1 },
  ...{ status: 'archived', policyVersion: 2, digest: 'f'.repeat(64), note: 'طلب العميل (مثال)' },
  signatures: [
    {
      ...{ step: 'prepared', by: 'nc.agent.1', name: { ar: 'موظف (مثال)', en: 'Officer (example)' } },
      ...{ standingInFor: null, at: '2026-03-11T07:05:00.123Z' },
    },
  ],
  entries: [
    {
      ...{ customer: 'NC-P-00000-000001', base: 1, status: 'active', mergedInto: null, digestHolds: true },
      differences: [
        difference('party', null, 'person'),
        difference('classes', [], ['donor', 'beneficiary']),
        difference('language', 'en', 'ar'),
        difference('contacts', [], [{ kind: 'mobile', value: '+966500000001', verified: false }]),
        difference('preferredChannel', null, 'phone'),
        difference('consents', {}, { news: { given: true, on: '2026-03-10' } }),
        difference('status', 'active', 'inactive'),
        difference('remarks', null, 'ملاحظة (مثال)'),
      ],
    },
  ] as ArchivedForm['entries'],
  ...{ fields: null, alike: [], proofs: { form: proof, records: [] } },
} as unknown as ArchivedForm;

/** What of the page a person reads, line by line. */
function readOnPaper(html: string): string[] {
  const rows = html.slice(html.indexOf('<body>')).split(/<\/(?:tr|p|h1|h2)>/);
  return rows
    .map((row) =>
      row
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((line) => line !== '');
}

test('N-20, N-21: the form for the archive is in Arabic words, with local time; no code of the program stands in it', () => {
  expect(readOnPaper(archivedFormPage(form, ownPack('neighbourhood-centres'), riyadhOpened))).toEqual([
    'جمعية (مثال)',
    'تعديل بيانات عميل – NC-R-00000-000001 – النسخة 1',
    'العميل NC-P-00000-000001 – سجل ساري',
    'الحقل كان أصبح',
    'النوع – فرد',
    'التصنيف – مانح أو داعم، مستفيد',
    'اللغة الإنجليزية العربية',
    'وسائل الاتصال – الجوال: \u2068+966500000001\u2069 (لم يُتحقق منه)',
    'قناة التواصل – الهاتف',
    'الموافقات – أخبار الجهة وبرامجها: موافق (\u20682026-03-10\u2069)',
    'حالة السجل ساري موقوف',
    'ملاحظات – ملاحظة (مثال)',
    'ملاحظات',
    'طلب العميل (مثال)',
    'الإجراءات والتواقيع',
    'الإجراء الاسم الوقت التوقيع',
    'الإعداد موظف (مثال) nc.agent.1 الأربعاء 22 رمضان 1447هـ، الموافق 11 مارس 2026م، الساعة 10:05 صباحًا',
    'البصمة الرقمية للنموذج',
    'f'.repeat(64),
  ]);
});
