/** The page for customers with number and secret on paper, which lead to the page of the complaint. */
import type { Pack } from '../../../packs/schema.ts';
import { both, type Page, type PageLanguage, renderedPage, type Wording } from '../page-frame.ts';

const words = {
  title: { ar: 'متابعة طلبكم', en: 'Follow your request' },
  how: {
    ar: 'اكتبوا رقم طلبكم والرمز السري كما حصلتم عليهما عند التقديم.',
    en: 'Enter the number of your request and its secret, as you got them when you sent it.',
  },
  number: { ar: 'رقم الطلب', en: 'Number' },
  secret: { ar: 'الرمز السري', en: 'Secret' },
  go: { ar: 'متابعة', en: 'Go on' },
  gone: {
    ar: 'لم نجد طلبًا بهذا الرقم وهذا الرمز. نأمل التأكد منهما أو الاتصال بنا.',
    en: 'We find no request with this number and this secret. Please look at them again, or call us.',
  },
  ended: {
    ar: 'انتهت مدة عرض هذا الطلب. نأمل الاتصال بنا برقمه.',
    en: 'This request is not shown any more. Please contact us with its number.',
  },
} satisfies Record<string, Wording>;

const template = `<h1>${both('it.words.title')}</h1>
<% if (it.fault) { %><div class="fault" role="alert"><p>${both('it.fault')}</p></div>
<% } %><p>${both('it.words.how')}</p>
<form method="post">
<label class="field">${both('it.words.number')} <input name="number" value="<%= it.number %>" maxlength="30" dir="ltr" autocomplete="off" required></label>
<label class="field">${both('it.words.secret')} <input name="secret" maxlength="200" dir="ltr" autocomplete="off" spellcheck="false" required></label>
<button type="submit"><%= it.words.go[it.language] %></button></form>`;

/** The form, with what is wrong if what was entered leads nowhere. The secret is never shown again. */
export function findPage(
  language: PageLanguage,
  pack: Pack,
  sent: { number: string; fault: 'gone' | 'ended' } | null = null,
): Page {
  const fault = sent && words[sent.fault];
  return renderedPage(
    { language, title: words.title[language], template, pack },
    { words, fault, number: sent?.number ?? '' },
  );
}
