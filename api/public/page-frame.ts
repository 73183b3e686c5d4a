/** What every page for customers has around it: plain HTML in Arabic and English, for a telephone without JavaScript. */
import { Eta } from 'eta';
import type { Request } from 'express';
import type { Pack } from '../../packs/schema.ts';
import { keptLanguage } from '../http/reader-language.ts';
import type { Context, Reply } from '../http/route.ts';

export type Wording = { ar: string; en: string };
export type PageLanguage = keyof Wording;

/** The part of a template that says `words`, an expression of it, in the other language, smaller. */
export const inOther = (words: string): string =>
  `<span class="other" lang="<%= it.other %>" dir="auto"><%= ${words}[it.other] %></span>`;

/** The part of a template that says `words` in the reader's language, and in the other one after it. */
export const both = (words: string): string => `<%= ${words}[it.language] %> ${inOther(words)}`;

const eta = new Eta({ autoEscape: true, autoTrim: false });

const frame = `<!doctype html>
<html lang="<%= it.language %>" dir="<%= it.language === 'ar' ? 'rtl' : 'ltr' %>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title><%= it.title %></title>
<style>
body { font: 1.1rem/1.7 system-ui, sans-serif; max-width: 36rem; margin: 0 auto; padding: 1rem; color: #1b1b1b; }
fieldset { border: 1px solid #767676; border-radius: .5rem; margin: 1rem 0; padding: .5rem 1rem; }
label { display: inline-block; min-width: 3rem; padding: .5rem; }
label.field { display: block; padding: .5rem 0; }
input[type=radio], input[type=checkbox] { width: 1.3rem; height: 1.3rem; vertical-align: middle; }
textarea, label.field > input, label.field > select { width: 100%; box-sizing: border-box; font: inherit; padding: .3rem; }
button { font: inherit; padding: .7rem 2rem; }
blockquote { white-space: pre-wrap; margin: 1rem 0; padding-inline-start: 1rem; border-inline-start: 4px solid #767676; }
nav { text-align: end; }
nav a { display: inline-block; padding: .5rem; }
footer { margin-top: 2rem; border-top: 1px solid #767676; font-size: .9em; }
.other { display: block; color: #595959; font-size: .9em; }
summary { padding: .7rem 0; font-weight: bold; cursor: pointer; }
.done { border: 2px solid #2d6a4f; border-radius: .5rem; padding: .5rem 1rem; }
.fault { border: 2px solid #a4161a; border-radius: .5rem; padding: .5rem 1rem; }
</style>
</head>
<body>
<% if (it.switchTo) { %><nav><a href="<%= it.switchTo %>" lang="<%= it.other %>" hreflang="<%= it.other %>"><%= it.names[it.other] %></a></nav>
<% } %><%~ it.body %>
<% if (it.pack) { %><footer><p><strong><%= it.pack.name[it.language] %></strong></p>
<% if (it.pack.contact) { const contact = it.pack.contact; %><p><bdi dir="ltr"><%= contact.phone %></bdi> · <bdi dir="ltr"><%= contact.email %></bdi></p>
<p><%= contact.address[it.language] %></p><p><%= it.hours[it.language] %> <%= contact.hours[it.language] %></p>
<% } %><p><a href="/public/organisations/<%= it.pack.id %>/complain"><%= it.how[it.language] %></a> · <a href="/public/organisations/<%= it.pack.id %>/follow"><%= it.follow[it.language] %></a> · <a href="/public/organisations/<%= it.pack.id %>/knowledge"><%= it.asked[it.language] %></a></p></footer><% } %>
</body>
</html>
`;

const names: Wording = { ar: 'العربية', en: 'English' };
const hours: Wording = { ar: 'ساعات العمل:', en: 'Open:' };
const follow: Wording = { ar: 'متابعة طلب', en: 'Follow a request' };
const asked: Wording = { ar: 'الأسئلة المتكررة', en: 'Frequent questions' };
const how: Wording = { ar: 'كيف تتقدمون بشكوى وأين', en: 'How and where to complain' };

/** A page before its frame. */
export interface Page {
  language: PageLanguage;
  title: string;
  /** The organisation that stands under it; none under a page of all of them. */
  pack?: Pack | undefined;
  /** As HTML. */
  body: string;
}

const otherThan = (language: PageLanguage): PageLanguage => (language === 'ar' ? 'en' : 'ar');

/**
 * A page with the template of its body filled in. Everything that the template is given is escaped. It is given `language`
 * and `other`, the second language, besides its own.
 */
export function renderedPage(
  { template, ...page }: Omit<Page, 'body'> & { template: string },
  given: Record<string, unknown>,
): Page {
  const { language } = page;
  return { ...page, body: eta.renderString(template, { ...given, language, other: otherThan(language) }) };
}

/**
 * The whole page as HTML. Above it stands the way to the other language, if it was asked for and not sent. Under it stands the
 * organisation with its telephone, address and hours.
 */
export function framedPage(request: Request, page: Page): string {
  const other = otherThan(page.language);
  const switched = new URLSearchParams({ ...(request.query as Record<string, string>), language: other });
  const switchTo = request.method === 'GET' ? `?${switched}` : null;
  return eta.renderString(frame, { ...page, other, switchTo, names, hours, how, follow, asked });
}

/** True if a browser asks. */
export const wantsPage = ({ request }: Pick<Context, 'request'>): boolean =>
  request.accepts(['json', 'html']) === 'html';

/** A page as the reply to a browser. */
export function pageReply({ request }: Pick<Context, 'request'>, status: number, page: Page): Reply {
  const headers = { 'Content-Type': 'text/html; charset=utf-8', ...keptLanguage(request) };
  return { status, body: framedPage(request, page), headers };
}
