/** Where a newcomer finds everything: the organisations with their pages for customers, and the documentation. */
import { both, type Page, type PageLanguage, renderedPage, type Wording } from '../page-frame.ts';

const words = {
  title: { ar: 'عناية: خدمة العملاء', en: 'Inaya: customer care' },
  customers: { ar: 'اختاروا الجهة التي تريدون التواصل معها.', en: 'Choose the organisation that you want to reach.' },
  complain: { ar: 'تقديم شكوى أو طلب', en: 'Send a complaint or a request' },
  follow: { ar: 'متابعة طلب برقمه', en: 'Follow a request by its number' },
  knowledge: { ar: 'الأسئلة المتكررة', en: 'Frequent questions' },
  staff: { ar: 'للموظفين والمطورين', en: 'For staff and developers' },
  console: { ar: 'دخول الموظفين', en: 'Sign in for staff' },
  documentation: { ar: 'توثيق الواجهة البرمجية', en: 'Documentation of the API' },
} satisfies Record<string, Wording>;

const template = `<h1>${both('it.words.title')}</h1>
<p>${both('it.words.customers')}</p>
<% for (const one of it.organisations) { %><section aria-labelledby="<%= one.id %>"><h2 id="<%= one.id %>"><%= one.name[it.language] %></h2>
<ul><li><a href="<%= one.complain %>">${both('it.words.complain')}</a></li>
<li><a href="<%= one.follow %>">${both('it.words.follow')}</a></li>
<li><a href="<%= one.knowledge %>">${both('it.words.knowledge')}</a></li></ul></section>
<% } %><% if (it.console || it.documentation) { %><h2>${both('it.words.staff')}</h2><% } %>
<% if (it.console) { %><p><a href="<%= it.console %>">${both('it.words.console')}</a></p><% } %>
<% if (it.documentation) { %><p><a href="<%= it.documentation %>">${both('it.words.documentation')}</a></p><% } %>`;

/** What there is at the address of the product. */
export interface Home {
  /** Each with the addresses of its pages for customers. */
  organisations: { id: string; name: Wording; complain: string; follow: string; knowledge: string }[];
  /** Address of the console; null if it is not built. */
  console: string | null;
  /** Address of the documentation; null where it is switched off. */
  documentation: string | null;
}

export function homePage(language: PageLanguage, home: Home): Page {
  return renderedPage({ language, title: words.title[language], template }, { words, ...home });
}
