/** What every page for customers has around it: plain HTML in Arabic and English, for a telephone without JavaScript. */
import { Eta } from 'eta';
import type { Request } from 'express';
import type { Pack } from '../../packs/schema.ts';
import { keptLanguage } from '../http/reader-language.ts';
import type { Context, Reply } from '../http/route.ts';
import { contentSecurityOfPages, stylesheetAddress } from './look/serve.ts';

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
<link rel="stylesheet" href="<%= it.stylesheet %>">
<link rel="icon" href="data:,">
</head>
<body>
<% if (it.switchTo) { %><nav><a href="<%= it.switchTo %>" lang="<%= it.other %>" hreflang="<%= it.other %>"><%= it.names[it.other] %></a></nav>
<% } %><main>
<%~ it.body %>
</main>
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
  const said = { names, hours, how, follow, asked };
  return eta.renderString(frame, { ...page, ...said, other, switchTo, stylesheet: stylesheetAddress });
}

/** True if a browser asks. */
export const wantsPage = ({ request }: Pick<Context, 'request'>): boolean =>
  request.accepts(['json', 'html']) === 'html';

/** What the head of an answer says with every page. */
export function pageHeaders(request: Request): Record<string, string> {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': contentSecurityOfPages,
    ...keptLanguage(request),
  };
}

/** A page as the reply to a browser. */
export function pageReply({ request }: Pick<Context, 'request'>, status: number, page: Page): Reply {
  return { status, body: framedPage(request, page), headers: pageHeaders(request) };
}
