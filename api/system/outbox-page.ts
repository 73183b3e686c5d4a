/** The messages of local mode on a page, as a telephone and a mail program would show them. */
import { type LocalMessage, withLinks } from '../../application/outbox/local-messages.ts';
import { type Page, type PageLanguage, renderedPage, type Wording } from '../public/page-frame.ts';

const words = {
  title: { ar: 'صندوق الرسائل المحلي', en: 'Local outbox' },
  marked: {
    ar: 'لم تُرسل هذه الرسائل إلى أحد؛ فهي محفوظة على هذا الجهاز وحده.',
    en: 'Nobody has received these messages: they are kept on this machine alone.',
  },
  all: { ar: 'جميع الجهات', en: 'All organisations' },
  none: { ar: 'لا توجد رسائل بعد.', en: 'There are no messages yet.' },
  email: { ar: 'بريد إلكتروني', en: 'E-mail' },
  sms: { ar: 'رسالة نصية', en: 'SMS' },
  from: { ar: 'من:', en: 'From:' },
  to: { ar: 'إلى:', en: 'To:' },
} satisfies Record<string, Wording>;

const template = `<h1><%= it.words.title[it.language] %></h1>
<p><%= it.words.marked[it.language] %></p>
<ul><li><a href="/outbox"><%= it.words.all[it.language] %></a></li>
<% for (const one of it.organisations) { %><li><a href="/outbox?organisation=<%= one.id %>"<% if (one.id === it.chosen) { %> aria-current="page"<% } %>><%= one.name[it.language] %></a></li>
<% } %></ul>
<% if (it.messages.length === 0) { %><p><%= it.words.none[it.language] %></p><% } %>
<% for (const one of it.messages) { %><article class="<%= one.channel %>">
<h2 dir="auto"><%= one.subject ?? it.words.sms[it.language] %></h2>
<p><%= it.words[one.channel][it.language] %> · <%= one.organisationName[it.language] %> · <time datetime="<%= one.at %>"><%= one.shownAt %></time><br>
<% if (one.from) { %><%= it.words.from[it.language] %> <bdi><%= one.from %></bdi><br><% } %><%= it.words.to[it.language] %> <bdi dir="ltr"><%= one.to %></bdi></p>
<blockquote dir="auto"><% for (const part of one.parts) { %><% if (part.isLink) { %><a href="<%= part.text %>" rel="noreferrer"><bdi dir="ltr"><%= part.text %></bdi></a><% } else { %><%= part.text %><% } %><% } %></blockquote>
</article>
<% } %>`;

interface Named {
  id: string;
  name: Wording;
}

/** @param chosen id of the organisation whose messages are shown, if of one alone */
export function outboxPage(
  language: PageLanguage,
  { messages, organisations, chosen }: { messages: LocalMessage[]; organisations: Named[]; chosen: string | undefined },
): Page {
  const shownAt = new Intl.DateTimeFormat(language === 'ar' ? 'ar-SA-u-ca-gregory-nu-latn' : 'en-GB', {
    ...({ dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Riyadh' } as const),
  });
  const nameOf = (id: string) => organisations.find((one) => one.id === id)?.name ?? { ar: id, en: id };
  const shown = messages.map((one) => ({
    ...one,
    organisationName: nameOf(one.organisation),
    shownAt: shownAt.format(new Date(one.at)),
    parts: withLinks(one.text),
  }));
  const title = words.title[language];
  return renderedPage({ language, title, template }, { words, messages: shown, organisations, chosen });
}
