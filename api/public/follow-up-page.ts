/** The page behind a follow-up link: a plain form, in Arabic and English, for a telephone without JavaScript. */
import { Eta } from 'eta';
import { followUpQuestions } from './follow-up-questions.ts';

type Wording = { ar: string; en: string };

/** What the page shows besides its questions; no number and no answer where the link leads nowhere. */
export interface FollowUpPage {
  language: 'ar' | 'en';
  number: string | null;
  answer: string | null;
  asks: boolean;
  message: Wording;
}

const eta = new Eta({ autoEscape: true, autoTrim: false });

const template = `<!doctype html>
<html lang="<%= it.language %>" dir="<%= it.language === 'ar' ? 'rtl' : 'ltr' %>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title><%= it.title[it.language] %></title>
<style>
body { font: 1.1rem/1.7 system-ui, sans-serif; max-width: 36rem; margin: 0 auto; padding: 1rem; color: #1b1b1b; }
fieldset { border: 1px solid #767676; border-radius: .5rem; margin: 1rem 0; padding: .5rem 1rem; }
label { display: inline-block; min-width: 3rem; padding: .5rem; }
input[type=radio] { width: 1.3rem; height: 1.3rem; vertical-align: middle; }
textarea { width: 100%; box-sizing: border-box; font: inherit; }
button { font: inherit; padding: .7rem 2rem; }
blockquote { white-space: pre-wrap; margin: 1rem 0; padding-inline-start: 1rem; border-inline-start: 4px solid #767676; }
.other { display: block; color: #595959; font-size: .9em; }
</style>
</head>
<body>
<h1><bdi><%= it.number ?? it.title[it.language] %></bdi></h1>
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
</body>
</html>
`;

const words = {
  title: { ar: 'متابعة طلبكم', en: 'Your request' },
  send: { ar: 'إرسال', en: 'Send' },
  choices: { yes: { ar: 'نعم', en: 'Yes' }, no: { ar: 'لا', en: 'No' } },
};

/** The page as HTML; everything that it is given is escaped. */
export function followUpPage(page: FollowUpPage): string {
  const other = page.language === 'ar' ? 'en' : 'ar';
  return eta.renderString(template, { ...words, questions: followUpQuestions, ...page, other });
}
