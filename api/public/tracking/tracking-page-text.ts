/** How the page behind a tracking link looks, and its words (F-15, G-03). */
import { actingTemplate } from '../acting/form-template.ts';
import { both, inOther, type Wording } from '../page-frame.ts';

export const template = `<h1><bdi><%= it.view ? it.view.number : it.words.title[it.language] %></bdi></h1>
<% if (!it.view) { %><p>${both('it.words.gone')}</p>
<% } else { %><p><strong><%= it.status[it.language] %></strong> ${inOther('it.status')}</p>
<% for (const [wording, value] of it.facts) { %><p><%= wording[it.language] %> <bdi><%= value %></bdi></p>
<% } %><% for (const [wording, text] of it.texts) { %><h2><%= wording[it.language] %></h2>
<blockquote dir="auto"><%= text %></blockquote>
<% } %><% for (const [wording, list] of it.lists) { %><h2><%= wording[it.language] %></h2>
<ul><% for (const item of list) { %><li dir="auto"><%= item %></li><% } %></ul>
<% } %>${actingTemplate}<% } %>`;

export const words = {
  title: { ar: 'متابعة طلبكم', en: 'Your request' },
  gone: {
    ar: 'هذا الرابط غير صالح. نأمل التواصل معنا برقم طلبكم.',
    en: 'This link is not valid. Please contact us with the number of your request.',
  },
  mergedInto: { ar: 'نتابعه مع طلبكم الآخر رقم:', en: 'We go on with it under your other request:' },
  answerBy: { ar: 'نتوقع الرد في موعد أقصاه:', en: 'Expect our answer by:' },
  expectedBy: { ar: 'نتوقع موافاتكم بالمستجدات في موعد أقصاه:', en: 'Expect news by:' },
  completeBy: { ar: 'ننتظر استكمالكم حتى:', en: 'We wait for it until:' },
  answer: { ar: 'ردنا', en: 'Our answer' },
  why: { ar: 'السبب:', en: 'Why:' },
  reopenUntil: { ar: 'يمكنكم الاعتراض أو طلب إعادة الفتح حتى:', en: 'You can object or have it reopened until:' },
  appointments: { ar: 'مواعيدكم', en: 'Your appointments' },
  missing: { ar: 'البيانات المطلوبة', en: 'What we need' },
  steps: { ar: 'الإجراءات التي سنتخذها', en: 'What we will do' },
} satisfies Record<string, Wording>;

export const statuses: Record<string, Wording> = {
  received: { ar: 'استلمنا طلبكم', en: 'We have received your request' },
  returned: { ar: 'ننتظر منكم استكمال البيانات', en: 'We need more information from you' },
  open: { ar: 'طلبكم قيد المعالجة', en: 'Your request is being worked on' },
  answered: { ar: 'تمت الإجابة على طلبكم', en: 'Your request has been answered' },
  closed: { ar: 'أُغلق طلبكم', en: 'Your request is closed' },
  declined: { ar: 'تعذّر قبول طلبكم', en: 'We could not accept your request' },
  'withdrawal-claimed': { ar: 'سُجّل أنكم طلبتم سحب طلبكم', en: 'It is recorded that you want to withdraw your request' },
  withdrawn: { ar: 'سُحب طلبكم', en: 'Your request has been withdrawn' },
};

/** What staff last wrote besides an answer, by where the complaint stands. */
export const asked: Record<string, Wording> = {
  returned: { ar: 'ما نحتاجه منكم', en: 'What we ask of you' },
  declined: { ar: 'السبب', en: 'Why' },
};
export const written: Wording = { ar: 'ما كتبناه لكم', en: 'What we wrote to you' };
