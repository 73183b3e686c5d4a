import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Refused } from '../../application/refused.ts';
import { AnswerBody, type FormBody, formExample } from '../../application/surveys/form-body.ts';
import { programmeAskedAbout } from '../../application/surveys/people.ts';
import { answerableSurvey, takeForm } from '../../application/surveys/survey-answering.ts';
import { type QuestionnaireDocument, type Survey, surveyIn } from '../../application/surveys/survey-in.ts';
import { QuestionnaireContent } from '../../packs/schema/questionnaire.ts';
import { statusOf } from '../http/problem.ts';
import { type Context, type Reply, type Route, route } from '../http/route.ts';
import { pageReply, wantsPage } from './page-frame.ts';
import { deviceMark } from './survey-device.ts';
import { formAnswers, type SurveyPage, surveyPage } from './survey-page.ts';

const path = '/public/organisations/{organisation}/surveys/{survey}';

const Query = z.object({
  invitation: z.string().max(100).optional().meta({ description: 'The secret of an invitation; good for one answer.' }),
  language: z.enum(['ar', 'en']).default('ar').meta({ description: 'Of the page.' }),
  band: z.string().max(60).optional().meta({ description: 'Of the page: what was said about the age before.' }),
  'of-age': z.literal('yes').optional().meta({ description: 'Of the page: the person is 18 or over.' }),
  done: z.enum(['yes', 'late']).optional().meta({ description: 'Of the page: the form has been sent.' }),
});
type Query = z.infer<typeof Query>;

const SurveyForm = z
  .object({
    survey: z.string(),
    programme: z.string(),
    opensAt: z.string(),
    closesAt: z.string().nullable().meta({ description: 'What comes later is kept and not counted.' }),
    questionnaire: z.object({ id: z.string(), version: z.int(), content: QuestionnaireContent }),
  })
  .meta({ id: 'SurveyForm' });

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
  status: number,
  shown: SurveyPage & { invitation?: string },
  headers: Record<string, string> = {},
): Reply {
  const reply = pageReply(status, surveyPage(shown));
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

/** The answer of `act` as JSON or as a page; a browser gets a page also where there is nothing to answer. */
async function forReader(context: Context<Query>, act: () => Promise<Reply>): Promise<Reply> {
  if (!wantsPage(context)) return act();
  try {
    return await act();
  } catch (error) {
    const message = error instanceof Refused ? told[error.reason] : undefined;
    if (!(error instanceof Refused) || !message) throw error;
    return page(statusOf(error), {
      ...emptyPage,
      pack: context.pack,
      language: context.query.language,
      message: messages[message],
    });
  }
}

/** The page with the form, empty or with what was sent and what is wrong with it. */
async function formPage(
  context: Context<Query>,
  { survey, asked }: { survey: Survey; asked: QuestionnaireDocument },
  sent: { key: string; faults: string[]; given: Record<string, string> } | null,
): Promise<Reply> {
  const { query, request } = context;
  const programme = await programmeAskedAbout(context, survey);
  const { language, invitation, band = null } = query;
  const shown = {
    ...(sent ?? { key: randomUUID(), faults: [], given: {} }),
    pack: context.pack,
    language,
    band,
    ofAge: query['of-age'] === 'yes',
    questionnaire: asked.content,
    programme,
    message: sent ? messages.wrong : messages.ask,
    ...(invitation === undefined ? {} : { invitation }),
  };
  return page(sent ? 422 : 200, shown, deviceMark(request).headers);
}

function doneAddress({ request, query }: Context<Query>, late: boolean): string {
  return `${request.path}?language=${query.language}&done=${late ? 'late' : 'yes'}`;
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

export const publicSurveyRoutes: Route[] = [
  route({
    method: 'get',
    path,
    operationId: 'getPublicSurvey',
    summary: 'What a survey asks; a page for a browser, without JavaScript (N-10)',
    tag: 'public',
    permission: 'anybody',
    query: Query,
    replies: { 200: { description: 'The questions.', schema: SurveyForm } },
    handle: (context) =>
      forReader(context, async () => {
        const { done, language } = context.query;
        if (done && wantsPage(context)) {
          await surveyIn(context);
          return page(200, {
            ...emptyPage,
            pack: context.pack,
            language,
            message: done === 'late' ? messages.late : messages.thanks,
          });
        }
        const found = await answerableSurvey(context);
        if (wantsPage(context)) return formPage(context, found, null);
        const { survey, asked } = found;
        const { _id, programme, opensAt, closesAt } = survey;
        const { id, version, content } = asked;
        const body = { survey: _id, programme, opensAt, closesAt, questionnaire: { id, version, content } };
        return { status: 200, body, headers: deviceMark(context.request).headers };
      }),
  }),
  route({
    method: 'post',
    path,
    operationId: 'answerSurvey',
    summary:
      'Answer a survey, by an invitation or by the open link; once, and without a name unless one is given (N-10)',
    tag: 'public',
    permission: 'anybody',
    idempotent: true,
    query: Query,
    body: AnswerBody,
    fromForm: formAnswers,
    examples: { example: { summary: 'The form of the manual', value: formExample } },
    replies: {
      201: {
        description: 'It is kept.',
        schema: z.object({ late: z.boolean().meta({ description: 'Came after the end: kept and not counted.' }) }),
      },
      303: { description: 'The same for a browser: its page.' },
    },
    handle: (context) =>
      forReader(context, async () => {
        const device = deviceMark(context.request);
        try {
          const taken = await takeForm(context, device.mark);
          if (!wantsPage(context)) return { status: 201, body: taken, headers: device.headers };
          return { status: 303, headers: { ...device.headers, Location: doneAddress(context, taken.late) } };
        } catch (error) {
          const faults = error instanceof Refused && error.reason === 'Invalid' ? error.extras.errors : undefined;
          if (!faults || !wantsPage(context)) throw error;
          const sent = {
            key: context.key,
            faults: faults.map((fault) => fault.path),
            given: givenIn(context.body),
          };
          return formPage(context, await surveyIn(context), sent);
        }
      }),
  }),
];
