import { describe, expect, test } from '@jest/globals';
import { partNotices } from '../../packs/kinds/complaint/parts.ts';
import type { Pack } from '../../packs/schema.ts';
import { optionalParameters } from '../../packs/vocabulary/messages.ts';
import { type NoticeParameters, renderNotice } from '../../packs/words/template.ts';
import { fiveOrganisations, ownPack } from '../support/samples/policies-on-disk.ts';

const everyPack = [...fiveOrganisations, 'sandbox'];
const languages = ['ar', 'en'] as const;
const link = 'https://example.org/t/1';
const local = '2026-03-30T16:00:00+03:00[Asia/Riyadh]';
const params: NoticeParameters = { number: 'DF-C-7K3M9-Q2X8TW', category: 'complaint', dueLocal: local, link };

/** The messages of a pack that go to a customer, by template. */
function toCustomers(organisation: string): string[] {
  const { complaint, recordChange } = ownPack(organisation).kinds;
  const ofParts = partNotices(complaint).flatMap(({ own }) => own);
  const notices = [...complaint.notices, ...ofParts, ...recordChange.notices].filter(({ to }) => to === 'customer');
  return [...new Set(notices.map(({ template }) => template))];
}

describe('what a customer reads', () => {
  test('G-03: the expected time is a date as people say it, with the link on a line of its own and words around it', () => {
    expect(renderNotice(ownPack('government-services'), 'accepted', 'ar', 'sms', params).text).toBe(
      'الخدمات الحكومية: بدأنا العمل على طلبكم رقم \u2066DF-C-7K3M9-Q2X8TW\u2069. ' +
        'وسيصلكم ردنا في موعد أقصاه الاثنين 30 مارس 2026، الساعة 4:00 مساءً. للمتابعة:\nhttps://example.org/t/1',
    );
    const english = renderNotice(ownPack('development-fund'), 'accepted', 'en', 'sms', params).text;
    expect(english).toContain('by Monday, 30 March 2026 (11 Shawwal 1447 AH) at 4:00 pm');
  });

  test('F-15: an interim message promises news, never the answer', () => {
    for (const organisation of everyPack) {
      const { text } = renderNotice(ownPack(organisation), 'interim', 'ar', 'email', params);
      expect([organisation, text]).toEqual([
        organisation,
        expect.stringContaining('وسنوافيكم بالمستجدات في موعد أقصاه'),
      ]);
      expect(text).not.toContain('ردنا في موعد');
    }
  });

  test('a deadline that is not known yet is left out', () => {
    const { dueLocal: _, ...undated } = params;
    expect(renderNotice(ownPack('development-fund'), 'received', 'en', 'email', undated).text).not.toMatch(
      /none|at the latest/,
    );
  });

  test('their name is used', () => {
    const named = { ...params, customer: 'عميل تجريبي (مثال)' };
    expect(renderNotice(ownPack('courier'), 'received', 'ar', 'email', named).text).toMatch(/^عميل تجريبي \(مثال\)،\n/);
    expect(renderNotice(ownPack('courier'), 'received', 'ar', 'email', params).text).toMatch(/^السلام عليكم/);
  });

  test('F-07: a return says what is missing, until when, and where to send it', () => {
    const asked = { ...params, missing: 'details,concerns', completeUntil: local };
    const { text } = renderNotice(ownPack('development-fund'), 'returned', 'ar', 'email', asked);
    const { details, concerns } = ownPack('development-fund').kinds.complaint.categories.complaint?.fields ?? {};
    expect(text).toContain(`ما يلي: ${details?.title.ar} و${concerns?.title.ar}.`);
    expect(text).toMatch(/في موعد أقصاه الاثنين 11 شوال 1447هـ.*وإذا لم يصلنا حتى ذلك الحين أُغلق الطلب/);
    expect(text).toContain(`لاستكمال الطلب:\n${link}`);
  });

  test('F-07: the reason of a decline agrees with what it is about, and the right to object has its end', () => {
    const said = { ...params, reasonCode: 'duplicate', reopenUntil: local };
    const { text } = renderNotice(ownPack('development-fund'), 'declined', 'ar', 'email', said);
    expect(text).toContain('السبب: سبق تقديم طلب في الموضوع نفسه.');
    expect(text).toMatch(/ولكم الاعتراض من الصفحة نفسها حتى الاثنين 11 شوال/);
  });

  test('N-12: the caller is told of a call back', () => {
    const pack = ownPack('neighbourhood-centres');
    expect(renderNotice(pack, 'received', 'ar', 'sms', params).text).toContain('وسنعاود الاتصال بكم');
    expect(renderNotice(pack, 'received', 'en', 'email', params).text).toContain('We will call you back');
  });

  test('F-16: with the answer the customer is asked whether it solved the problem, and not where it did not', () => {
    const text = (solved: string) =>
      renderNotice(ownPack('development-fund'), 'answered', 'ar', 'sms', { ...params, solved }).text;
    expect(text('yes')).toContain('هل حُلّت المشكلة؟');
    expect(text('no')).toContain('لم يُحل الأمر بعد');
    expect(text('no')).not.toContain('هل حُلّت');
  });

  test('F-16: a close after silence says why, and until when it can be opened again', () => {
    const closed = { ...params, closedBy: 'silence', reopenUntil: local };
    const { text } = renderNotice(ownPack('development-fund'), 'closed', 'ar', 'email', closed);
    expect(text).toContain('لأننا لم نتلقَّ منكم ردًّا');
    expect(text).toMatch(/إعادة فتحه من صفحة الطلب حتى الاثنين 11 شوال/);
  });

  test('C-01: a withdrawal by staff is not told as the customer’s own', () => {
    const text = (saidBy: string) =>
      renderNotice(ownPack('courier'), 'withdrawn', 'ar', 'sms', { ...params, saidBy }).text;
    expect(text('staff')).toContain('بناءً على ما نُقل إلينا من رغبتكم');
    expect(text('customer')).toContain('كما طلبتم');
  });

  test('C-12: an approved claim has its amount as people write it, and what comes next', () => {
    const { text } = renderNotice(ownPack('courier'), 'claim-approved', 'ar', 'sms', {
      ...params,
      amount: '2500.00 SAR',
    });
    expect(text).toContain('بمبلغ 2,500 ريال');
    expect(text).toContain('كيف تُصرف ومتى');
  });

  test('G-07: an appointment says what it is and with whom', () => {
    const booked = { ...params, appointment: 'meet-manager', person: 'مدير تجريبي (مثال)' };
    const { text } = renderNotice(ownPack('government-services'), 'appointment-booked', 'ar', 'sms', booked);
    expect(text).toContain('لديكم مقابلة المدير (مدير تجريبي (مثال))');
  });

  test('G-06: a reply of the government is addressed by a title, and signed with name, title, department and contact', () => {
    const writer = {
      name: 'موظف تجريبي (مثال)',
      role: 'agent',
      department: Object.keys(ownPack('government-services').departments)[0] ?? '',
    };
    const { text } = renderNotice(ownPack('government-services'), 'answered', 'ar', 'email', {
      ...{ ...params, writer, customer: 'منى علي (مثال)' },
    });
    const pack = ownPack('government-services');
    const signed = [
      writer.name,
      pack.roles.agent?.title.ar,
      pack.departments[writer.department]?.title.ar,
      pack.name.ar,
      'هاتف: \u206680000000\u2069',
      'بريد إلكتروني: care@services.example',
    ];
    expect(text.split('\n').slice(-6)).toEqual(signed);
    expect(text.split('\n')[0]).toBe('السيد/السيدة منى علي (مثال) المحترم/ة،');
    const unsigned = renderNotice(pack, 'answered', 'ar', 'email', params).text.split('\n');
    expect(unsigned.slice(-4, -2)).toEqual(['مع خالص التحية،', pack.name.ar]);
  });

  test('G-09: a decline offers alternatives and a meeting with the manager', () => {
    const { text } = renderNotice(ownPack('government-services'), 'declined', 'ar', 'email', params);
    expect(text).toContain('الحلول البديلة');
    expect(text).toContain('مقابلة مدير المركز');
  });

  // Words by which a message tells of something that the customer can do.
  const rights =
    /الاعتراض|لاستكمال|إعادة فتح|نأمل إرساله|وإفادتنا|\bobject\b|reopened (on|until)|complete it here|please send|tell us/i;

  test.each(everyPack)('%s: each message that tells of a right has the link to use it', (organisation) => {
    const pack = ownPack(organisation);
    let told = 0;
    for (const template of toCustomers(organisation)) {
      for (const language of languages) {
        for (const channel of ['sms', 'email'] as const) {
          const { text } = renderNotice(pack, template, language, channel, { ...params, reopenUntil: local });
          if (rights.test(text)) told += 1;
          if (rights.test(text)) expect([template, text]).toEqual([template, expect.stringContaining(`\n${link}`)]);
          const { link: _, ...without } = params;
          const unlinked = renderNotice(pack, template, language, channel, { ...without, reopenUntil: local });
          expect([template, language, channel, rights.test(unlinked.text)]).toEqual([
            template,
            language,
            channel,
            false,
          ]);
        }
      }
    }
    expect(told).toBeGreaterThan(10);
  });

  test.each(everyPack)('%s: a link stands alone on its line in every message', (organisation) => {
    const pack = ownPack(organisation);
    for (const template of toCustomers(organisation)) {
      for (const channel of ['sms', 'email'] as const) {
        const { text } = renderNotice(pack, template, 'ar', channel, params);
        const lines = text.split('\n').filter((line) => line.includes(link));
        expect([template, lines]).toEqual([template, lines.map(() => link)]);
      }
    }
  });
});

describe('what staff read', () => {
  test('N-25: a missed pledge names its programme and the urgent case', () => {
    const missed = { number: 'NC-L-1', kind: 'lead', category: 'club', categoryTitle: 'نادي الحي', related: 'NC-C-2' };
    const { text } = renderNotice(ownPack('neighbourhood-centres'), 'lead-pledge-missed', 'ar', 'email', missed);
    expect(text).toContain('(برنامج نادي الحي)');
    expect(text).toContain('الحالة العاجلة \u2066NC-C-2\u2069');
  });

  test('N-08: a stranger’s contact names who and which donor', () => {
    const stranger = { number: 'NC-L-1', kind: 'lead', category: 'club', person: 'موظف (مثال)', donor: 'NC-P-3' };
    const { text } = renderNotice(ownPack('neighbourhood-centres'), 'lead-stranger', 'ar', 'email', stranger);
    expect(text).toContain('بالمانح \u2066NC-P-3\u2069');
    expect(text).toContain('سجّله موظف (مثال)');
  });

  test('X-01: the people of a later rung hear why it comes to them', () => {
    const late = { ...params, kind: 'recordChange', category: 'new', rung: 'later' };
    const { subject, text } = renderNotice(ownPack('neighbourhood-centres'), 'deadline-missed', 'ar', 'email', late);
    expect(subject).toBe('مضى موعد النموذج \u2066DF-C-7K3M9-Q2X8TW\u2069');
    expect(text).toContain('لأن من أُبلغوا قبلكم لم يتخذوا الإجراء بعد');
  });

  test('an action says what is to be done', () => {
    const item = { number: 'NC-A-1', kind: 'followedItem', category: 'action', item: 'إعلان المواعيد قبل أسبوع' };
    const { text } = renderNotice(ownPack('neighbourhood-centres'), 'item-yours', 'ar', 'email', item);
    expect(text).toContain('أُسند إليكم الإجراء \u2066NC-A-1\u2069: «إعلان المواعيد قبل أسبوع».');
  });

  test('a letter to staff never shows the customer’s name', () => {
    for (const organisation of everyPack) {
      const pack = ownPack(organisation);
      const staffOnly = Object.keys(pack.templates).filter((template) => !toCustomers(organisation).includes(template));
      for (const template of staffOnly) {
        const given = { ...params, customer: 'عميل تجريبي (مثال)' };
        expect(renderNotice(pack, template, 'ar', 'email', given).text).not.toContain('عميل تجريبي');
      }
    }
  });
});

/** Every value that a message may show, each of those that may be absent given or left out. */
const everything: NoticeParameters = {
  ...params,
  ...Object.fromEntries(optionalParameters.map((name) => [name, name.endsWith('Until') ? local : 'x'])),
  dueLocal: local,
  link,
  amount: '10.00 SAR',
  reasonCode: 'duplicate',
  appointment: 'call-back',
};

test.each(everyPack)(
  '%s: every template renders for every kind and category, in both languages, with and without what may be absent',
  (organisation) => {
    const pack = ownPack(organisation);
    const kinds = ['complaint', 'departmentTicket', 'recordChange', 'surveyCycle', 'followedItem', 'lead'];
    for (const [id, texts] of Object.entries(pack.templates)) {
      // What goes to a contact that was wrong tells nothing of the case: the next test looks at it.
      if (tellsFormerContact(pack, id)) continue;
      for (const language of languages) {
        for (const category of Object.keys(pack.kinds.complaint.categories)) {
          for (const kind of kinds) {
            for (const given of [everything, { number: params.number, category }]) {
              const email = renderNotice(pack, id, language, 'email', { ...given, category, kind });
              expect(email.subject).toContain(params.number);
              expect(email.text).not.toMatch(/[{}]|\bnone\b|undefined/);
              if (!texts[language]?.sms) continue;
              expect(renderNotice(pack, id, language, 'sms', { ...given, kind }).text).toContain(params.number);
            }
          }
        }
      }
    }
  },
);

const tellsFormerContact = (pack: Pack, template: string): boolean =>
  pack.kinds.complaint.notices.some((notice) => notice.to === 'former-contact' && notice.template === template);

test.each(everyPack)(
  'S9, C-06: %s tells a contact that was wrong nothing of the case or its customer',
  (organisation) => {
    const pack = ownPack(organisation);
    const told = Object.keys(pack.templates).filter((id) => tellsFormerContact(pack, id));
    expect(told).toEqual(['contact-was']);
    for (const language of languages) {
      for (const channel of ['sms', 'email'] as const) {
        const given = { ...everything, customer: 'عميل (مثال)' };
        const full = renderNotice(pack, 'contact-was', language, channel, given);
        // The same whatever the case is: nothing of it can stand there.
        expect(full).toEqual(
          renderNotice(pack, 'contact-was', language, channel, { number: 'X', category: 'enquiry' }),
        );
        expect(full.text).not.toMatch(/http|عميل/);
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
