/** The pages of registering oneself: the form, the question for the code, and the end (B-04). */

import type { AskedField } from '../../../application/registration/asked.ts';
import type { Pack } from '../../../packs/schema.ts';
import { both, inOther, type Page, type PageLanguage, renderedPage, type Wording } from '../page-frame.ts';

/** What a page of the form shows. */
export interface FormPage {
  language: PageLanguage;
  pack: Pack;
  organisation: Wording;
  /** The name of the programme that the link is for, if it is for one. */
  programme: Wording | null;
  fields: AskedField[];
  consents: { code: string; title: Wording }[];
  /** Goes with the form, so that sending it twice is one registration. */
  idempotencyKey: string;
  /** Where the form goes. */
  action: string;
  /** What was filled in already, and what is wrong with it, by field. */
  values: Record<string, unknown>;
  faults: Record<string, string>;
}

const words = {
  title: { ar: 'التسجيل الإلكتروني', en: 'Registration' },
  send: { ar: 'إرسال', en: 'Send' },
  consent: { ar: 'أوافق على التواصل معي بشأن:', en: 'You may contact me about:' },
  wrong: { ar: 'نأمل تصحيح هذه الخانة:', en: 'Please correct this:' },
  code: {
    ar: 'أرسلنا رمزًا من ستة أرقام برسالة نصية إلى جوالكم. نأمل كتابته هنا خلال عشر دقائق.',
    en: 'We have sent a code of six digits to your mobile. Please enter it here within ten minutes.',
  },
  wrongCode: { ar: 'الرمز غير صحيح.', en: 'This is not the code that was sent.' },
  expired: {
    ar: 'انتهت صلاحية الرمز. نأمل تعبئة النموذج من جديد.',
    en: 'The code is not good any more. Please fill in the form again.',
  },
  done: {
    ar: 'وصلنا طلب تسجيلكم، وسنراجعه ونخبركم برسالة نصية. رقم الطلب:',
    en: 'We have received your registration. We will review it and tell you by SMS. Its number:',
  },
  again: { ar: 'نموذج جديد', en: 'A new form' },
};

const formTemplate = `<h1><bdi><%= it.organisation[it.language] %></bdi></h1>
<p><%= it.words.title[it.language] %><% if (it.programme) { %>: <bdi><%= it.programme[it.language] %></bdi><% } %> ${inOther('it.words.title')}</p>
<form method="post" action="<%= it.action %>">
<input type="hidden" name="idempotencyKey" value="<%= it.idempotencyKey %>">
<% for (const field of it.fields) { %><% if (it.faults[field.name]) { %><p class="fault" role="alert"><%= it.words.wrong[it.language] %> <bdi><%= field.title[it.language] %></bdi> <span class="other" dir="ltr"><%= it.faults[field.name] %></span></p><% } %>
<% if (field.type === 'hidden') { %><input type="hidden" name="<%= field.name %>" value="<%= it.values[field.name] ?? '' %>"><% } else { %><label class="field">${both('field.title')}
<% if (field.choices) { %><select name="<%= field.name %>"<% if (field.required) { %> required<% } %>><% if (!field.required) { %><option value=""></option><% } %><% for (const choice of field.choices) { %><option value="<%= choice.code %>"<% if (it.values[field.name] === choice.code) { %> selected<% } %>><%= choice.title[it.language] %></option><% } %></select>
<% } else { %><input type="<%= field.type %>" name="<%= field.name %>" value="<%= it.values[field.name] ?? '' %>" maxlength="300" dir="auto"<% if (field.required) { %> required<% } %>><% } %></label><% } %>
<% } %><% if (it.consents.length > 0) { %><fieldset><legend>${both('it.words.consent')}</legend>
<% for (const consent of it.consents) { %><label><input type="checkbox" name="consents" value="<%= consent.code %>"> <%= consent.title[it.language] %></label>
<% } %></fieldset><% } %>
<button type="submit"><%= it.words.send[it.language] %></button>
</form>`;

const codeTemplate = `<h1><%= it.words.title[it.language] %></h1>
<% if (it.state === 'registered') { %><p><%= it.words.done[it.language] %> <bdi><%= it.number %></bdi> ${inOther('it.words.done')}</p>
<% } else if (it.state === 'expired') { %><p>${both('it.words.expired')}</p>
<p><a href="<%= it.formPath %>"><%= it.words.again[it.language] %></a></p>
<% } else { %><% if (it.isWrong) { %><p class="fault" role="alert">${both('it.words.wrongCode')}</p><% } %>
<form method="post">
<label class="field">${both('it.words.code')}
<input name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9٠-٩]{6}" maxlength="6" dir="ltr" required></label>
<button type="submit"><%= it.words.send[it.language] %></button>
</form><% } %>`;

/** The form, empty or with what has to be corrected. */
export function formPage({ language, pack, ...page }: FormPage): Page {
  return renderedPage({ language, title: words.title[language], template: formTemplate, pack }, { words, ...page });
}

/** The page of one registration: it asks for the code, or says how it ended. */
export function registrationPage(
  language: PageLanguage,
  {
    pack,
    ...page
  }: {
    pack: Pack;
    state: 'waiting' | 'expired' | 'registered';
    number: string | null;
    isWrong: boolean;
    formPath: string;
  },
): Page {
  return renderedPage({ language, title: words.title[language], template: codeTemplate, pack }, { words, ...page });
}
