import { expect, test } from '@jest/globals';
import { renderNotice } from '../../packs/template.ts';
import { fiveOrganisations, ownPack } from './policies-on-disk.ts';

const everyPack = [...fiveOrganisations, 'sandbox'];
const params = {
  number: 'DF-C-7K3M9-Q2X8TW',
  category: 'complaint',
  clock: 'answer',
  dueLocal: '2026-03-30T16:00:00+03:00[Asia/Riyadh]',
  reasonCode: 'duplicate',
  link: 'https://example.org/t/1',
};

test('a customer reads the expected time as a date, not as a machine writes it (G-03)', () => {
  const pack = ownPack('government-services');
  expect(renderNotice(pack, 'accepted', 'ar', 'sms', params).text).toBe(
    'الخدمات الحكومية: طلبكم رقم DF-C-7K3M9-Q2X8TW قيد المعالجة. ونتوقع الرد في موعد أقصاه الاثنين، 30 مارس 2026 في 16:00. https://example.org/t/1',
  );
  expect(renderNotice(pack, 'accepted', 'en', 'sms', params).text).toContain('by Monday, 30 March 2026 at 16:00');
});

test('a deadline that is not known yet is left out', () => {
  const { dueLocal: _, ...undated } = params;
  const { text } = renderNotice(ownPack('development-fund'), 'received', 'en', 'sms', undated);
  expect(text).not.toMatch(/none|by .* at the latest/);
});

test('the reason of a decline is told in words (F-07)', () => {
  const { text } = renderNotice(ownPack('development-fund'), 'declined', 'ar', 'sms', {
    ...params,
    reasonCode: 'not-justified',
  });
  expect(text).toContain('السبب: لا مبرر لها بحسب ما ثبت لنا.');
});

test('N-12: the caller is told that he will be called back', () => {
  const pack = ownPack('neighbourhood-centres');
  expect(renderNotice(pack, 'received', 'ar', 'sms', params).text).toContain('وسنعاود الاتصال بكم');
  expect(renderNotice(pack, 'received', 'en', 'email', params).text).toContain('We will call you back');
});

test('F-16: with the answer the customer is asked whether it solved the problem', () => {
  expect(renderNotice(ownPack('development-fund'), 'answered', 'ar', 'sms', params).text).toContain('هل حُلّت المشكلة؟');
});

test('G-09: a decline offers alternatives and a meeting with the manager', () => {
  const { text } = renderNotice(ownPack('government-services'), 'declined', 'ar', 'email', params);
  expect(text).toContain('الحلول البديلة');
  expect(text).toContain('مقابلة مدير المركز');
});

test.each(everyPack)(
  '%s: every template renders in both languages, with and without what may be absent',
  (organisation) => {
    const pack = ownPack(organisation);
    for (const [id, texts] of Object.entries(pack.templates)) {
      for (const language of ['ar', 'en'] as const) {
        for (const given of [params, { number: params.number, category: params.category }]) {
          const email = renderNotice(pack, id, language, 'email', given);
          expect(email.subject).toContain(params.number);
          expect(email.text).not.toMatch(/[{}]|\bnone\b|undefined/);
          if (texts[language]?.sms)
            expect(renderNotice(pack, id, language, 'sms', given).text).toContain(params.number);
        }
      }
    }
  },
);

test('a text that does not exist is an error, never an empty message', () => {
  expect(() => renderNotice(ownPack('courier'), 'birthday', 'ar', 'sms', params)).toThrow('no sms text of birthday');
});

test('an SMS in the place of an e-mail that has no text for one says what its subject says', () => {
  expect(renderNotice(ownPack('courier'), 'assigned', 'ar', 'sms', params)).toEqual({
    text: renderNotice(ownPack('courier'), 'assigned', 'ar', 'email', params).subject,
  });
});
