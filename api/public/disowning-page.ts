/** The page behind “I did not say so”: what staff recorded, and one button, for a telephone without JavaScript. */
import type { SpokenCommand, Statement } from '../../domain/complaint/aspects/statements.ts';
import type { Pack } from '../../packs/schema.ts';
import { both, type Page, type PageLanguage, renderedPage, type Wording } from './page-frame.ts';

/** No statement if the link leads nowhere, or not any more. */
export interface DisowningPage {
  language: PageLanguage;
  pack: Pack;
  number: string | null;
  statement: Statement | null;
}

const template = `<h1><bdi><%= it.number ?? it.title[it.language] %></bdi></h1>
<% for (const line of it.lines) { %><p>${both('line')}</p>
<% } %><% if (it.asks) { %><form method="post">
<label class="field"><%= it.more[it.language] %> <textarea name="text" rows="4" maxlength="10000" dir="auto"></textarea></label>
<button type="submit"><%= it.send[it.language] %></button>
</form><% } %>
`;

const words = {
  title: { ar: 'متابعة طلبكم', en: 'Your request' },
  more: { ar: 'هل تودون إضافة شيء؟', en: 'Is there anything you would like to add?' },
  send: { ar: 'لم يصدر ذلك عني', en: 'I did not say so' },
} satisfies Record<string, Wording>;

const recorded: Record<SpokenCommand, Wording> = {
  withdraw: {
    ar: 'سجّل موظفونا أنكم طلبتم سحب طلبكم. وسيُسحب إن لم تخبرونا بخلاف ذلك.',
    en: 'Our staff recorded that you want to withdraw your request. It will be withdrawn unless you tell us otherwise.',
  },
  confirm: {
    ar: 'سجّل موظفونا نيابة عنكم ما إذا كان ردنا قد أفادكم.',
    en: 'Our staff recorded for you whether our answer helped.',
  },
  object: { ar: 'سجّل موظفونا نيابة عنكم اعتراضًا.', en: 'Our staff recorded an objection for you.' },
  reopen: {
    ar: 'سجّل موظفونا أنكم طلبتم إعادة فتح طلبكم.',
    en: 'Our staff recorded that you want your request reopened.',
  },
  rate: { ar: 'سجّل موظفونا تقييمًا نيابة عنكم.', en: 'Our staff recorded a rating for you.' },
};

const afterwards: Record<Statement['status'], Wording> = {
  open: { ar: 'إن لم يصدر ذلك عنكم فأخبرونا بالضغط على الزر.', en: 'If you did not say so, tell us with the button.' },
  disowned: {
    ar: 'سجّلنا أن ذلك لم يصدر عنكم، وأبلغنا المشرف. شكرًا لكم.',
    en: 'We have noted that you did not say so, and told the supervisor. Thank you.',
  },
  void: { ar: 'لم يعد ذلك ساريًا، ونواصل العمل على طلبكم.', en: 'It holds no longer: we go on with your request.' },
  stands: {
    ar: 'انتهت مهلة الاعتراض على ذلك. نأمل التواصل معنا برقم طلبكم.',
    en: 'The time to say otherwise is over. Please contact us with the number of your request.',
  },
};

const gone: Wording = {
  ar: 'هذا الرابط غير صالح أو انتهت صلاحيته. نأمل التواصل معنا برقم طلبكم.',
  en: 'This link is not valid, or not any more. Please contact us with the number of your request.',
};

/** The page as HTML; everything that it is given is escaped. */
export function disowningPage({ language, pack, number, statement }: DisowningPage): Page {
  const lines = statement ? [recorded[statement.what], afterwards[statement.status]] : [gone];
  const asks = statement?.status === 'open';
  const title = words.title[language];
  return renderedPage({ language, title, template, pack }, { ...words, number, lines, asks });
}
