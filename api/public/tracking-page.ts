/** The page behind a tracking link: where a complaint stands, for a telephone without JavaScript. */

import type { SentCode } from '../../application/complaints/contact-code.ts';
import type { CustomerView } from '../../application/complaints/customer-view.ts';
import { readableInstant } from '../../packs/readable.ts';
import type { Pack } from '../../packs/schema.ts';
import { actingTemplate, actingWords } from './acting/form-template.ts';
import type { CustomerForm } from './acting/forms.ts';
import { refusalText } from './acting/refusals.ts';
import type { Shown } from './acting/shown.ts';
import { type PageLanguage, renderedPage, type Wording } from './page-frame.ts';

/** What the page shows: the instants in the organisation's local time, and nothing at all where the link leads nowhere. */
export interface TrackingPage extends Shown {
  language: PageLanguage;
  pack: Pack;
  view: (CustomerView & Record<'expectedLocal' | 'completeLocal' | 'reopenLocal', string | null>) | null;
  /** What has been agreed with the customer. */
  appointments?: Wording[];
  /** What may be done now. */
  forms?: CustomerForm[];
  code?: SentCode | null;
  address?: string;
  /** The key of whichever form is sent next. */
  key?: string;
}

const template = `<h1><bdi><%= it.view ? it.view.number : it.words.title[it.language] %></bdi></h1>
<% if (!it.view) { %><p><%= it.words.gone[it.language] %> <span class="other" lang="<%= it.other %>" dir="auto"><%= it.words.gone[it.other] %></span></p>
<% } else { %><p><strong><%= it.status[it.language] %></strong> <span class="other" lang="<%= it.other %>" dir="auto"><%= it.status[it.other] %></span></p>
<% for (const [wording, value] of it.facts) { %><p><%= wording[it.language] %> <bdi><%= value %></bdi></p>
<% } %><% for (const [wording, text] of it.texts) { %><h2><%= wording[it.language] %></h2>
<blockquote dir="auto"><%= text %></blockquote>
<% } %><% for (const [wording, list] of it.lists) { %><h2><%= wording[it.language] %></h2>
<ul><% for (const item of list) { %><li dir="auto"><%= item %></li><% } %></ul>
<% } %>${actingTemplate}<% } %>`;

const words = {
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

const statuses: Record<string, Wording> = {
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
const asked: Record<string, Wording> = {
  returned: { ar: 'ما نحتاجه منكم', en: 'What we ask of you' },
  declined: { ar: 'السبب', en: 'Why' },
};
const written: Wording = { ar: 'ما كتبناه لكم', en: 'What we wrote to you' };

/** The page as HTML; everything that it is given is escaped. */
export function trackingPage({ language, pack, view, ...page }: TrackingPage): string {
  const title = words.title[language];
  const frame = { language, title, template, pack };
  if (!view) return renderedPage(frame, { words, view });
  const { appointments = [], forms = [], code = null, given = {}, problem, done, grant, action, address, key } = page;
  const told = problem && refusalText(problem.reason);
  return renderedPage(frame, {
    ...shownParts(language, view, { appointments, country: pack.country }),
    ...{ view, forms, code, given, done, grant, action, address, key },
    words: { ...words, ...actingWords },
    fault: told,
    faulty: faultyFields(forms, page),
  });
}

/** The titles of the fields in which something is wrong. */
function faultyFields(forms: CustomerForm[], { action, problem }: Shown): Wording[] {
  const fields = forms.find((form) => form.action === action)?.fields ?? [];
  const paths = (problem?.extras.errors ?? []).map(({ path }) => path.replace(/^fields\./, 'field.'));
  return fields
    .filter(({ name, type }) => paths.includes(name) || (type === 'file' && paths.length > 0))
    .map(({ title }) => title);
}

type Part<Value> = [Wording, Value];

function shownParts(
  language: PageLanguage,
  view: NonNullable<TrackingPage['view']>,
  { appointments, country }: { appointments: Wording[]; country: string },
) {
  const { status, answer, mergedInto, answerBy, expectedLocal, completeLocal, reopenLocal, missing, steps } = view;
  const instant = (local: string | null) => local && readableInstant(local, language, country);
  const present = <Value>(parts: Part<Value | null>[]) =>
    parts.filter((part): part is Part<Value> => part[1] !== null && part[1] !== undefined);
  const isOpen = status === 'open';
  return {
    status: statuses[status] ?? { ar: status, en: status },
    facts: present<string>([
      [words.mergedInto, mergedInto],
      [words.expectedBy, instant(expectedLocal)],
      [words.answerBy, instant(answerBy)],
      [words.completeBy, instant(completeLocal)],
      [words.why, view.why?.[language] ?? null],
      [words.reopenUntil, instant(reopenLocal)],
    ]),
    texts: present<string>([
      [words.answer, answer],
      [asked[status] ?? written, view.asked],
    ]),
    lists: present<string[]>([
      [words.missing, missing.length > 0 ? missing.map(({ title }) => title[language]) : null],
      [words.appointments, appointments.length > 0 ? appointments.map((one) => one[language]) : null],
      [words.steps, isOpen && steps.length > 0 ? steps : null],
    ]),
  };
}
