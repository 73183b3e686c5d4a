import { describe, expect, test } from '@jest/globals';
import { checkReplies } from '../../packs/checks/replies.ts';
import type { Path, PolicySource } from '../../packs/load/policy-source.ts';
import type { Pack } from '../../packs/schema.ts';
import { missingParts, notForCustomers, type WholeReply } from '../../packs/words/reply-standard.ts';
import { renderNotice } from '../../packs/words/template.ts';
import { ownPack } from '../support/samples/policies-on-disk.ts';

const services = ownPack('government-services');
const standard = services.kinds.complaint.replyStandard as NonNullable<Pack['kinds']['complaint']['replyStandard']>;
const writer = {
  name: 'موظف تجريبي (مثال)',
  role: 'agent',
  department: Object.keys(services.departments)[0] ?? '',
};

function reply(changed: Partial<WholeReply> = {}): WholeReply {
  const own = { language: 'ar' as const, writer, answer: 'عولج طلبكم', ...changed };
  const params = { number: 'GS-C-7K3M9-Q2X8TW', category: 'complaint', writer: own.writer };
  const letter = renderNotice(services, 'answered', own.language, 'email', params);
  return { letter, ...own };
}

describe('G-06: the parts of a reply', () => {
  test.each(['ar', 'en'] as const)('G-06: a reply in %s has them all', (language) => {
    expect(missingParts(standard, services, reply({ language }))).toEqual([]);
  });

  test('G-06: nobody signs what nobody owns', () => {
    expect(missingParts(standard, services, reply({ writer: undefined }))).toEqual(['name', 'title', 'department']);
  });

  test('G-06: a letter without greeting, thanks, subject or contact, and an empty answer, lack them', () => {
    const letter = { text: writer.name };
    expect(missingParts(standard, services, reply({ letter, answer: ' ' }))).toEqual([
      ...['subject', 'salutation', 'thanks', 'answer', 'title', 'department', 'contact'],
    ]);
  });
});

describe('G-06: what no customer reads', () => {
  const own = 'GS-C-7K3M9-Q2X8TW';
  const found = (text: string) => notForCustomers(standard, services, text, [own]);

  test.each([
    ['عولج طلبكم.\nاتصلوا بالمراجع على 36001234', 'telephone', 2],
    ['رقمه الشخصي 850101234', 'identity', 1],
    ['راسلوا nura@example.com', 'email', 1],
    ['سبق ذلك في GS-C-00000-000000', 'case-number', 1],
    ['السطر الأول\n\nمُلاحظة داخليّة: لم نجد الملف', { inner: 'ملاحظة داخلية' }, 3],
    ['For INTERNAL  use only', { inner: 'internal use only' }, 1],
  ])('G-06: %j holds it, and in which line', (text, what, line) => {
    expect(found(text)).toEqual([{ what, line }]);
  });

  test('G-06: the request itself, how to reach the organisation, and words that only look alike are for the customer', () => {
    expect(found(`طلبكم ${own} عولج. للاستفسار 80000000 أو care@services.example، بعد تدقيق داخلي`)).toEqual([]);
  });
});

test('G-06: a pack whose letter of an answer lacks a part of its standard is refused, with the template', () => {
  const { answered } = services.templates;
  const curt = { ...answered, en: { ...answered?.en, email: 'Your request {number} has been answered.\n{signature}' } };
  const source = { refusal: (path: Path, message: string) => ({ path, message }) } as unknown as PolicySource;
  expect(checkReplies(services, source)).toEqual([]);
  const problems = checkReplies({ ...services, templates: { ...services.templates, answered: curt } }, source);
  expect(problems).toEqual(
    ['Salutation', 'Thanks'].map((part) => ({
      path: ['templates', 'answered', 'en'],
      message: `Template \`answered\` (en) lacks what the standard of replies asks for: ${part}.`,
    })),
  );
});
