/** The page behind a follow-up link: a plain form, in Arabic and English, for a telephone without JavaScript. */
import { readerOfFollowUp } from '../../../application/complaints/rounds/follow-up.ts';
import { Refused } from '../../../application/refused.ts';
import type { Pack } from '../../../packs/schema.ts';
import { statusOf } from '../../http/problem.ts';
import { chosenLanguage, readerLanguage } from '../../http/reader-language.ts';
import type { Context, Reply } from '../../http/route.ts';
import { both, type PageLanguage, pageReply, renderedPage, type Wording, wantsPage } from '../page-frame.ts';
import { followUpQuestions } from './follow-up-questions.ts';

/** What the page shows besides its questions; no number and no answer if the link leads nowhere. */
interface FollowUpPage {
  language: PageLanguage;
  pack?: Pack | undefined;
  number: string | null;
  answer: string | null;
  asks: boolean;
  message: Wording;
}

const template = `<h1><bdi><%= it.number ?? it.title[it.language] %></bdi></h1>
<p>${both('it.message')}</p>
<% if (it.answer !== null) { %><blockquote dir="auto"><%= it.answer %></blockquote><% } %>
<% if (it.asks) { %><form method="post">
<% for (const question of it.questions) { %><fieldset>
<legend>${both('question.text')}</legend>
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

const messages = {
  ask: {
    ar: 'تمت الإجابة على طلبكم، ويهمنا رأيكم.',
    en: 'Your request has been answered. Please tell us what you think.',
  },
  thanks: { ar: 'وصلنا ردكم. شكرًا لكم.', en: 'We have received your reply. Thank you.' },
  answered: {
    ar: 'سبق أن وصلنا ردكم على هذا السؤال، وهو المعتمد. يمكنكم التعقيب عليه من صفحة طلبكم.',
    en: 'We have received your reply to this question before, and it stands. You can add to it on the page of your request.',
  },
  gone: {
    ar: 'هذا الرابط غير صالح أو انتهت صلاحيته. نأمل التواصل معنا برقم طلبكم.',
    en: 'This link is not valid, or not any more. Please contact us with the number of your request.',
  },
};

/** The page as the reply; everything that it is given is escaped. */
function page(context: Context, status: number, { language: own, pack, ...shown }: FollowUpPage): Reply {
  const language = chosenLanguage(context.request) ?? own;
  const title = words.title[language];
  const of = { language, title, template, pack };
  return pageReply(context, status, renderedPage(of, { ...words, questions: followUpQuestions, ...shown }));
}

/** The page that asks, or gives thanks for what was answered. */
export function askingPage(context: Context, asked: Omit<FollowUpPage, 'message'>): Reply {
  return page(context, 200, { ...asked, message: asked.asks ? messages.ask : messages.thanks });
}

/** The answer of `act` as JSON or as a page; a browser gets a page also if the link leads nowhere. */
export async function forReader(context: Context, act: () => Promise<Reply>): Promise<Reply> {
  if (!wantsPage(context)) return act();
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refused) || ![404, 409, 410].includes(statusOf(error))) throw error;
    const message = error.reason === 'AlreadyAnswered' ? messages.answered : messages.gone;
    const reader = (await readerOfFollowUp(context)) ?? { language: readerLanguage(context.request) };
    return page(context, statusOf(error), { ...reader, number: null, answer: null, asks: false, message });
  }
}
