/** The page to complain on: how and where, the form of a category, and the copy to keep (F-07, F-08). */
import type { Pack } from '../../../packs/schema.ts';
import { fieldsTemplate } from '../acting/form-template.ts';
import { type FormField, intakeField } from '../acting/forms.ts';
import { type PageLanguage, renderedPage, type Wording } from '../page-frame.ts';

const words = {
  title: { ar: 'تقديم شكوى أو طلب', en: 'Complain, or ask' },
  what: { ar: 'اختاروا نوع الطلب:', en: 'Choose what it is:' },
  where: { ar: 'أو تواصلوا معنا:', en: 'Or reach us:' },
  send: { ar: 'إرسال', en: 'Send' },
  name: { ar: 'الاسم', en: 'Name' },
  phone: { ar: 'رقم الجوال', en: 'Mobile' },
  email: { ar: 'البريد الإلكتروني', en: 'E-mail' },
  class: { ar: 'الصفة', en: 'You are' },
  reach: {
    ar: 'نحتاج رقم الجوال أو البريد الإلكتروني لنخبركم بكل خطوة.',
    en: 'We need your mobile or your e-mail, to tell you of each step.',
  },
  consent: {
    ar: 'أوافق على استخدام بياناتي لمعالجة هذا الطلب والرد عليّ، ولا تُستخدم لغير ذلك.',
    en: 'My data may be used to handle this request and to answer me, and for nothing else.',
  },
  files: { ar: 'يمكنكم إرفاق المستندات بعد الإرسال.', en: 'Documents can be attached after sending.' },
  faults: {
    ar: 'لم يُرسل بعد. نأمل إكمال ما يلي أو تصحيحه:',
    en: 'It has not been sent yet. Please complete or correct:',
  },
  wrong: { ar: 'لم يُرسل بعد. نأمل المحاولة بعد قليل.', en: 'It has not been sent yet. Please try again in a moment.' },
  kept: {
    ar: 'وصلنا طلبكم. احتفظوا بالرقم والرمز السري، فبهما تتابعونه وتتصرفون فيه.',
    en: 'We have received your request. Keep its number and secret: with them you follow it, and act.',
  },
  number: { ar: 'الرقم:', en: 'Number:' },
  secret: { ar: 'الرمز السري:', en: 'Secret:' },
  open: { ar: 'صفحة طلبكم', en: 'The page of your request' },
} satisfies Record<string, Wording>;

const both = (key: string) =>
  `<%= it.words.${key}[it.language] %> <span class="other" lang="<%= it.other %>" dir="auto"><%= it.words.${key}[it.other] %></span>`;

const choiceTemplate = `<h1>${both('title')}</h1>
<h2>${both('what')}</h2>
<ul><% for (const [code, category] of it.categories) { %><li><a href="?category=<%= code %>&amp;language=<%= it.language %>"><%= category.title[it.language] %></a> <span class="other" lang="<%= it.other %>" dir="auto"><%= category.title[it.other] %></span></li>
<% } %></ul>
<h2>${both('where')}</h2>
<dl><% for (const channel of it.channels) { %><dt><%= channel.title[it.language] %></dt><dd dir="auto"><%= channel.at ? channel.at[it.language] : '' %></dd>
<% } %></dl>`;

const formTemplate = `<h1><%= it.category.title[it.language] %> <span class="other" lang="<%= it.other %>" dir="auto"><%= it.category.title[it.other] %></span></h1>
<% if (it.isWrong) { %><div class="fault" role="alert"><p><%= (it.faulty.length > 0 ? it.words.faults : it.words.wrong)[it.language] %></p>
<ul><% for (const title of it.faulty) { %><li dir="auto"><%= title[it.language] %></li><% } %></ul></div><% } %>
<form method="post">
<input type="hidden" name="idempotencyKey" value="<%= it.key %>">
<input type="hidden" name="category" value="<%= it.code %>">
<input type="hidden" name="language" value="<%= it.language %>">
<p>${both('reach')}</p>
<% const fields = it.fields; %>${fieldsTemplate}<label><input type="checkbox" name="consent" value="yes" required> ${both('consent')}</label>
<p>${both('files')}</p>
<button type="submit"><%= it.words.send[it.language] %></button></form>`;

const keptTemplate = `<h1>${both('title')}</h1>
<p class="done" role="status">${both('kept')}</p>
<p><%= it.words.number[it.language] %> <strong><bdi dir="ltr"><%= it.number %></bdi></strong></p>
<p><%= it.words.secret[it.language] %> <bdi dir="ltr"><%= it.secret %></bdi></p>
<p><a href="<%= it.link %>">${both('open')}</a></p>`;

/** What there is to choose, and every other way to complain, with its address. */
export function choicePage(language: PageLanguage, pack: Pack): string {
  const categories = Object.entries(pack.kinds.complaint.categories).filter(
    ([, { openedBy }]) => openedBy === 'anyone',
  );
  const channels = Object.values(pack.channels);
  return renderedPage(
    { language, title: words.title[language], template: choiceTemplate, pack },
    { words, categories, channels },
  );
}

/** What was sent, to be shown again with what is wrong in it. */
export interface Sent {
  given: Record<string, string>;
  /** Paths of the body in which something is wrong. */
  paths: string[];
}

/** The form of a category. */
export function complaintForm(
  language: PageLanguage,
  { pack, code, key }: { pack: Pack; code: string; key: string },
  sent?: Sent,
): string {
  const category = pack.kinds.complaint.categories[code];
  const fields = fieldsOf(pack, code);
  const faulty = fields.filter(({ name }) => sent?.paths.some((path) => isAbout(path, name))).map(({ title }) => title);
  if (sent?.paths.includes('customer')) faulty.push(words.reach);
  if (sent?.paths.includes('consent')) faulty.push(words.consent);
  return renderedPage(
    { language, title: category?.title[language] ?? '', template: formTemplate, pack },
    { words, category, code, key, fields, faulty, isWrong: sent !== undefined, given: sent?.given ?? {} },
  );
}

function isAbout(path: string, name: string): boolean {
  return path === name || path === `customer.${name}` || path === name.replace(/^field\./, 'fields.');
}

function fieldsOf({ kinds, customerClasses }: Pack, code: string): FormField[] {
  const own = Object.entries(kinds.complaint.categories[code]?.fields ?? {});
  const classes = Object.entries(customerClasses).map(([value, { title }]) => ({ value, title }));
  return [
    { name: 'name', title: words.name, type: 'text', required: true, maxLength: 200 },
    { name: 'phone', title: words.phone, type: 'text', required: false, maxLength: 30 },
    { name: 'email', title: words.email, type: 'text', required: false, maxLength: 200 },
    ...(classes.length > 1
      ? [{ name: 'class', title: words.class, type: 'select' as const, required: false, choices: classes }]
      : []),
    ...own.map(([name, field]) => intakeField(name, field)),
  ];
}

/** The copy to keep. */
export function keptPage(
  language: PageLanguage,
  pack: Pack,
  kept: { number: string; secret: string; link: string },
): string {
  return renderedPage({ language, title: words.title[language], template: keptTemplate, pack }, { words, ...kept });
}
