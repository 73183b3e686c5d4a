/** The page behind a tracking link: where a complaint stands, for a telephone without JavaScript. */
import { readableInstant } from '../../packs/readable.ts';
import type { CustomerView } from './customer-view.ts';
import { type PageLanguage, renderedPage, type Wording } from './page-frame.ts';

/** What the page shows: the instants in the organisation's local time, and nothing at all where the link leads nowhere. */
export interface TrackingPage {
  language: PageLanguage;
  view: (CustomerView & { expectedLocal: string | null; completeLocal: string | null }) | null;
}

const template = `<h1><bdi><%= it.view ? it.view.number : it.words.title[it.language] %></bdi></h1>
<% if (!it.view) { %><p><%= it.words.gone[it.language] %> <span class="other" lang="<%= it.other %>" dir="auto"><%= it.words.gone[it.other] %></span></p>
<% } else { %><p><strong><%= it.status[it.language] %></strong> <span class="other" lang="<%= it.other %>" dir="auto"><%= it.status[it.other] %></span></p>
<% for (const [wording, value] of it.facts) { %><p><%= wording[it.language] %> <bdi><%= value %></bdi></p>
<% } %><% for (const [wording, text] of it.texts) { %><h2><%= wording[it.language] %></h2>
<blockquote dir="auto"><%= text %></blockquote>
<% } %><% for (const [wording, list] of it.lists) { %><h2><%= wording[it.language] %></h2>
<ul><% for (const item of list) { %><li dir="auto"><%= item %></li><% } %></ul>
<% } %><% } %>`;

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
  withdrawn: { ar: 'سُحب طلبكم', en: 'Your request has been withdrawn' },
};

/** What staff last wrote besides an answer, by where the complaint stands. */
const asked: Record<string, Wording> = {
  returned: { ar: 'ما نحتاجه منكم', en: 'What we ask of you' },
  declined: { ar: 'السبب', en: 'Why' },
};
const written: Wording = { ar: 'ما كتبناه لكم', en: 'What we wrote to you' };

/** The page as HTML; everything that it is given is escaped. */
export function trackingPage({ language, view }: TrackingPage): string {
  const title = words.title[language];
  return renderedPage({ language, title, template }, { words, view, ...(view ? shownParts(language, view) : {}) });
}

type Part<Value> = [Wording, Value];

function shownParts(language: PageLanguage, view: NonNullable<TrackingPage['view']>) {
  const { status, answer, mergedInto, answerBy, expectedLocal, completeLocal, missing, steps } = view;
  const instant = (local: string | null) => local && readableInstant(local, language);
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
    ]),
    texts: present<string>([
      [words.answer, answer],
      [asked[status] ?? written, view.asked],
    ]),
    lists: present<string[]>([
      [words.missing, missing.length > 0 ? missing.map(({ title }) => title[language]) : null],
      [words.steps, isOpen && steps.length > 0 ? steps : null],
    ]),
  };
}
