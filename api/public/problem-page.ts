/** What a browser gets if something is refused that no page of its own answers: a sentence in both languages, never JSON. */

import type { Refused } from '../../application/refused.ts';
import { latest } from '../../packs/load/load.ts';
import type { Pack } from '../../packs/schema.ts';
import { statusOf } from '../http/problem.ts';
import { type Page, type PageLanguage, renderedPage, type Wording } from './page-frame.ts';

const template = `<h1><%= it.words[it.language] %></h1>
<p class="other" lang="<%= it.other %>" dir="auto"><%= it.words[it.other] %></p>
<% if (it.fields.length > 0) { %><ul dir="ltr"><% for (const field of it.fields) { %><li><%= field %></li><% } %></ul><% } %>`;

const words: Record<'gone' | 'wrong' | 'often' | 'later', Wording> = {
  gone: {
    ar: 'لا توجد صفحة بهذا العنوان. نأمل التأكد من الرابط أو الاتصال بنا.',
    en: 'There is no such page. Please look at the link again, or call us.',
  },
  wrong: {
    ar: 'لم يُرسل ما كتبتموه. نأمل العودة إلى الصفحة السابقة وتصحيحه.',
    en: 'What you wrote has not been sent. Please go back and correct it.',
  },
  often: {
    ar: 'وصلتنا محاولات كثيرة. نأمل المحاولة لاحقًا.',
    en: 'There have been many tries. Please try again later.',
  },
  later: {
    ar: 'تعذّر ذلك الآن. نأمل المحاولة بعد قليل.',
    en: 'This is not possible just now. Please try again in a moment.',
  },
};

/** The page of a problem, with the organisation whose address was asked for beneath it, as under every other page. */
export function problemPage(language: PageLanguage, refused: Refused, pack?: Pack): Page {
  const status = statusOf(refused);
  const said = status >= 500 ? 'later' : status === 429 ? 'often' : [404, 410].includes(status) ? 'gone' : 'wrong';
  const title = words[said][language];
  const fields = (refused.extras.errors ?? []).map(({ path }) => path);
  return renderedPage({ language, title, template, pack }, { words: words[said], fields });
}

/** The organisation that a public address belongs to; none if no organisation has that name. */
export function organisationOf(packs: readonly Pack[], path: string): Pack | undefined {
  const [, organisation] = /^\/public\/organisations\/([a-z0-9-]+)/.exec(path) ?? [];
  return organisation === undefined ? undefined : latest(packs, organisation);
}
