/** The page of what is asked often, with a search that needs no JavaScript (F-08, N-16, G-10). */
import type { Pack } from '../../../packs/schema.ts';
import { both, inOther, type Page, type PageLanguage, renderedPage, type Wording } from '../page-frame.ts';

const words = {
  title: { ar: 'الأسئلة المتكررة', en: 'Frequent questions' },
  text: { ar: 'ابحثوا بكلمة', en: 'Search by a word' },
  category: { ar: 'النوع', en: 'Kind' },
  all: { ar: 'الكل', en: 'All' },
  go: { ar: 'بحث', en: 'Search' },
  none: { ar: 'لا يوجد ما يطابق بحثكم.', en: 'Nothing fits your search.' },
  approved: { ar: 'اعتُمد في', en: 'Approved on' },
  next: { ar: 'المزيد', en: 'More' },
} satisfies Record<string, Wording>;

const template = `<h1>${both('it.words.title')}</h1>
<form method="get" role="search">
<input type="hidden" name="language" value="<%= it.language %>">
<label class="field">${both('it.words.text')} <input name="text" value="<%= it.text %>" maxlength="200" dir="auto"></label>
<label class="field">${both('it.words.category')} <select name="category"><option value=""><%= it.words.all[it.language] %></option>
<% for (const [code, category] of it.categories) { %><option value="<%= code %>"<% if (code === it.category) { %> selected<% } %>><%= category.title[it.language] %></option>
<% } %></select></label>
<button type="submit"><%= it.words.go[it.language] %></button></form>
<% if (it.items.length === 0) { %><p role="status">${both('it.words.none')}</p><% } %>
<% for (const entry of it.items) { %><details id="<%= entry.id %>"><summary><%= entry.question[it.language] %> ${inOther('entry.question')}</summary>
<blockquote><%= entry.answer[it.language] %>${inOther('entry.answer')}</blockquote>
<p><%= it.words.approved[it.language] %> <bdi dir="ltr"><%= entry.approvedOn %></bdi></p></details>
<% } %><% if (it.next) { %><p><a href="?<%= it.next %>">${both('it.words.next')}</a></p><% } %>`;

export interface Shown {
  items: readonly { id: string; question: Wording; answer: Wording; approvedOn: string | null }[];
  nextCursor: string | null;
}

/** A page of what was found, with what was searched for. */
export function knowledgePage(
  language: PageLanguage,
  pack: Pack,
  { items, nextCursor }: Shown,
  asked: { text?: string | undefined; category?: string | undefined; limit: number },
): Page {
  const { text = '', category = '' } = asked;
  const further = { text, category, language, limit: String(asked.limit), cursor: nextCursor ?? '' };
  const categories = Object.entries(pack.kinds.complaint.categories).filter(([, one]) => one.openedBy === 'anyone');
  return renderedPage(
    { language, title: words.title[language], template, pack },
    { words, items, text, category, categories, next: nextCursor && new URLSearchParams(further).toString() },
  );
}
