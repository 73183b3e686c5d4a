/** How the pages to complain on look, and their words (F-07, F-08). */
import { fieldsTemplate } from '../acting/form-template.ts';
import { both, inOther, type Wording } from '../page-frame.ts';

export const words = {
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
  anonymous: {
    ar: 'أقدمها دون ذكر اسمي: لا تُحفظ بيانات تواصل، ولا تصلني رسائل، وأتابعها بالرقم والرمز السري وحدهما.',
    en: 'I give no name: no contact is kept, no message reaches me, and I follow it by its number and secret alone.',
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

export const choiceTemplate = `<h1>${both('it.words.title')}</h1>
<h2>${both('it.words.what')}</h2>
<ul><% for (const [code, category] of it.categories) { %><li><a href="?category=<%= code %>&amp;language=<%= it.language %>"><%= category.title[it.language] %></a> ${inOther('category.title')}</li>
<% } %></ul>
<h2>${both('it.words.where')}</h2>
<dl><% for (const channel of it.channels) { %><dt><%= channel.title[it.language] %></dt><dd dir="auto"><%= channel.at ? channel.at[it.language] : '' %></dd>
<% } %></dl>`;

export const formTemplate = `<h1>${both('it.category.title')}</h1>
<% if (it.isWrong) { %><div class="fault" role="alert"><p><%= (it.faulty.length > 0 ? it.words.faults : it.words.wrong)[it.language] %></p>
<ul><% for (const title of it.faulty) { %><li dir="auto"><%= title[it.language] %></li><% } %></ul></div><% } %>
<form method="post">
<input type="hidden" name="idempotencyKey" value="<%= it.key %>">
<input type="hidden" name="category" value="<%= it.code %>">
<input type="hidden" name="language" value="<%= it.language %>">
<p>${both('it.words.reach')}</p>
<% if (it.mayBeAnonymous) { %><label><input type="checkbox" name="anonymous" value="yes"<% if (it.given.anonymous) { %> checked<% } %>> ${both('it.words.anonymous')}</label>
<% } %><% const fields = it.fields; %>${fieldsTemplate}<label><input type="checkbox" name="consent" value="yes" required> ${both('it.words.consent')}</label>
<p>${both('it.words.files')}</p>
<button type="submit"><%= it.words.send[it.language] %></button></form>`;

export const keptTemplate = `<h1>${both('it.words.title')}</h1>
<p class="done" role="status">${both('it.words.kept')}</p>
<p><%= it.words.number[it.language] %> <strong><bdi dir="ltr"><%= it.number %></bdi></strong></p>
<p><%= it.words.secret[it.language] %> <bdi dir="ltr"><%= it.secret %></bdi></p>
<p><a href="<%= it.link %>">${both('it.words.open')}</a></p>`;
