/** The page behind a follow-up link: a plain form, in Arabic and English, for a telephone without JavaScript. */
import type { Pack } from '../../packs/schema.ts';
import { followUpQuestions } from './follow-up-questions.ts';
import { type PageLanguage, renderedPage, type Wording } from './page-frame.ts';

/** What the page shows besides its questions; no number and no answer where the link leads nowhere. */
export interface FollowUpPage {
  language: PageLanguage;
  pack?: Pack | undefined;
  number: string | null;
  answer: string | null;
  asks: boolean;
  message: Wording;
}

const template = `<h1><bdi><%= it.number ?? it.title[it.language] %></bdi></h1>
<p><%= it.message[it.language] %> <span class="other" lang="<%= it.other %>" dir="auto"><%= it.message[it.other] %></span></p>
<% if (it.answer !== null) { %><blockquote dir="auto"><%= it.answer %></blockquote><% } %>
<% if (it.asks) { %><form method="post">
<% for (const question of it.questions) { %><fieldset>
<legend><%= question.text[it.language] %> <span class="other" lang="<%= it.other %>" dir="auto"><%= question.text[it.other] %></span></legend>
<% if (question.choices === null) { %><textarea name="<%= question.name %>" rows="4" maxlength="10000" dir="auto" aria-label="<%= question.text[it.language] %>"></textarea>
<% } else for (const choice of question.choices) { %><label><input type="radio" name="<%= question.name %>" value="<%= choice %>"<% if (question.required) { %> required<% } %>> <%= (it.choices[choice] ?? {})[it.language] ?? choice %></label>
<% } %></fieldset>
<% } %><button type="submit"><%= it.send[it.language] %></button>
</form><% } %>
`;

const words = {
  title: { ar: 'متابعة طلبكم', en: 'Your request' },
  send: { ar: 'إرسال', en: 'Send' },
  choices: { yes: { ar: 'نعم', en: 'Yes' }, no: { ar: 'لا', en: 'No' } },
};

/** The page as HTML; everything that it is given is escaped. */
export function followUpPage({ language, pack, ...page }: FollowUpPage): string {
  const title = words.title[language];
  return renderedPage(
    { language, title, template, ...(pack ? { pack } : {}) },
    { ...words, questions: followUpQuestions, ...page },
  );
}
