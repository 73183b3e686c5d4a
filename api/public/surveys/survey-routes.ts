import { z } from 'zod';
import { Refused } from '../../../application/refused.ts';
import { AnswerBody, formExample } from '../../../application/surveys/form-body.ts';
import { answerableSurvey, takeForm } from '../../../application/surveys/survey-answering.ts';
import { surveyIn } from '../../../application/surveys/survey-in.ts';
import { QuestionnaireContent } from '../../../packs/schema/questionnaire.ts';
import { type Context, type Route, route } from '../../http/route.ts';
import { wantsPage } from '../page-frame.ts';
import { deviceMark } from './survey-device.ts';
import { formAnswers } from './survey-page.ts';
import { formPage, forReader, SurveyQuery, sentPage } from './survey-replies.ts';

const path = '/public/organisations/{organisation}/surveys/{survey}';

const SurveyForm = z
  .object({
    survey: z.string(),
    programme: z.string(),
    opensAt: z.string(),
    closesAt: z.string().nullable().meta({ description: 'What comes later is kept and not counted.' }),
    questionnaire: z.object({ id: z.string(), version: z.int(), content: QuestionnaireContent }),
  })
  .meta({ id: 'SurveyForm' });

function doneAddress({ request, query }: Context<SurveyQuery>, late: boolean): string {
  const { language } = query;
  return `${request.path}?${new URLSearchParams({ ...(language ? { language } : {}), done: late ? 'late' : 'yes' })}`;
}

export const publicSurveyRoutes: Route[] = [
  route({
    method: 'get',
    path,
    operationId: 'getPublicSurvey',
    summary: 'What a survey asks; a page for a browser, without JavaScript (N-10)',
    tag: 'public',
    permission: 'anybody',
    query: SurveyQuery,
    replies: { 200: { description: 'The questions.', schema: SurveyForm } },
    handle: (context) =>
      forReader(context, async () => {
        if (context.query.done && wantsPage(context)) {
          await surveyIn(context);
          return sentPage(context);
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
    query: SurveyQuery,
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
          const sent = { key: context.key, body: context.body, faults: faults.map((fault) => fault.path) };
          return formPage(context, await surveyIn(context), sent);
        }
      }),
  }),
];
