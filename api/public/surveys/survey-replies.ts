/** What is said to those who answer a survey, as pages of a browser (N-10). */

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Refused } from '../../../application/refused.ts';
import type { FormBody } from '../../../application/surveys/form-body.ts';
import { programmeAskedAbout } from '../../../application/surveys/people.ts';
import type { QuestionnaireDocument, Survey } from '../../../application/surveys/survey-in.ts';
import { statusOf } from '../../http/problem.ts';
import { LanguageQuery, readerLanguage } from '../../http/reader-language.ts';
import type { Context, Reply } from '../../http/route.ts';
import { pageReply, wantsPage } from '../page-frame.ts';
import { deviceMark } from './survey-device.ts';
import { type SurveyPage, surveyPage } from './survey-page.ts';

/** What the address of a survey says besides the survey. */
export const SurveyQuery = LanguageQuery.extend({
  invitation: z.string().max(100).optional().meta({ description: 'The secret of an invitation; good for one answer.' }),
  band: z.string().max(60).optional().meta({ description: 'Of the page: what was said about the age before.' }),
  'of-age': z.literal('yes').optional().meta({ description: 'Of the page: the person is 18 or over.' }),
  done: z.enum(['yes', 'late']).optional().meta({ description: 'Of the page: the form has been sent.' }),
});
export type SurveyQuery = z.infer<typeof SurveyQuery>;

const messages = {
  ask: { ar: 'رأيكم يهمنا. نشكر لكم وقتكم.', en: 'Your opinion matters to us. Thank you for your time.' },
  thanks: { ar: 'وصلتنا إجابتكم. شكرًا لكم.', en: 'We have received your answer. Thank you.' },
  late: {
    ar: 'وصلتنا إجابتكم بعد انتهاء الاستبيان، فحُفظت ولم تُحتسب. شكرًا لكم.',
    en: 'Your answer came after the end of the survey: it is kept and not counted. Thank you.',
  },
  gone: { ar: 'هذا الاستبيان غير متاح.', en: 'This survey is not available.' },
  notYet: { ar: 'لم يُفتح هذا الاستبيان بعد.', en: 'This survey is not open yet.' },
  answered: { ar: 'سبقت الإجابة بهذه الدعوة.', en: 'This invitation has been answered already.' },
  tooMany: { ar: 'وصلت من هذا الجهاز إجابات كثيرة.', en: 'Many answers have come from this device.' },
  wrong: { ar: 'لم تُرسل الإجابة بعد.', en: 'Your answer has not been sent yet.' },
};

const told: Partial<Record<Refused['reason'], keyof typeof messages>> = {
  NotFound: 'gone',
  SurveyClosed: 'gone',
  NotAllowedNow: 'notYet',
  AlreadyAnswered: 'answered',
  KeyReused: 'answered',
  TooManyRequests: 'tooMany',
};

const emptyPage = { questionnaire: null, programme: null, band: null, key: '', faults: [], given: {} };

function page(
  context: Context<SurveyQuery>,
  status: number,
  shown: SurveyPage & { invitation?: string },
  headers: Record<string, string> = {},
): Reply {
  const reply = pageReply(context, status, surveyPage(shown));
  const cookies = [reply.headers, headers].flatMap((one) => one?.['Set-Cookie'] ?? []);
  return { ...reply, headers: { ...reply.headers, 'Set-Cookie': cookies } };
}

/** The answer of `act` as JSON or as a page; a browser gets a page also if there is nothing to answer. */
export async function forReader(context: Context<SurveyQuery>, act: () => Promise<Reply>): Promise<Reply> {
  if (!wantsPage(context)) return act();
  try {
    return await act();
  } catch (error) {
    const message = error instanceof Refused ? told[error.reason] : undefined;
    if (!(error instanceof Refused) || !message) throw error;
    return page(context, statusOf(error), {
      ...emptyPage,
      pack: context.pack,
      language: readerLanguage(context.request),
      message: messages[message],
    });
  }
}

/** The page once a form has been sent; it asks for nothing. */
export function sentPage(context: Context<SurveyQuery>): Reply {
  const { pack, query, request } = context;
  const message = query.done === 'late' ? messages.late : messages.thanks;
  return page(context, 200, { ...emptyPage, pack, language: readerLanguage(request), message });
}

/** The page with the form, empty or with what was sent and what is wrong with it. */
export async function formPage(
  context: Context<SurveyQuery>,
  { survey, asked }: { survey: Survey; asked: QuestionnaireDocument },
  form: { key: string; body: FormBody; faults: string[] } | null,
): Promise<Reply> {
  const { query, request } = context;
  const programme = await programmeAskedAbout(context, survey);
  const { invitation, band = null } = query;
  const sent = form && { key: form.key, faults: form.faults, given: givenIn(form.body) };
  const shown = {
    ...(sent ?? { key: randomUUID(), faults: [], given: {} }),
    pack: context.pack,
    language: readerLanguage(request),
    band,
    ofAge: query['of-age'] === 'yes',
    questionnaire: asked.content,
    programme,
    message: sent ? messages.wrong : messages.ask,
    ...(invitation === undefined ? {} : { invitation }),
  };
  return page(context, sent ? 422 : 200, shown, deviceMark(request).headers);
}

/** What was sent, by name of the field, to be shown again. */
function givenIn({ answers, person }: FormBody): Record<string, string> {
  const own = Object.entries(answers).flatMap(([id, value]): [string, string][] =>
    typeof value === 'object'
      ? Object.entries(value).map(([side, place]) => [`a.${id}.${side}`, String(place)])
      : [[`a.${id}`, String(value)]],
  );
  return Object.fromEntries([...own, ...Object.entries(person).map(([id, value]) => [`p.${id}`, value])]);
}
