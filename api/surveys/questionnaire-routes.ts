import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { mustKeepSurveys, mustReadSurveys } from '../../application/surveys/permissions.ts';
import {
  listQuestionnaires,
  makeQuestionnaire,
  readQuestionnaire,
  reviseQuestionnaire,
} from '../../application/surveys/questionnaires.ts';
import { wholeNumber } from '../../application/whole-number.ts';
import { wordingSchema } from '../../application/wording-schema.ts';
import { QuestionnaireContent } from '../../packs/schema/questionnaire.ts';
import { type Route, route } from '../http/route.ts';

const base = '/v1/organisations/{organisation}/questionnaires';
const tag = 'surveys';

const Listed = z.object({
  id: z.string(),
  version: z.int(),
  title: wordingSchema,
  digest: z.string(),
  frozen: z.boolean().meta({ description: 'A survey asks it, or the policy says it: it never changes again.' }),
  changedBy: z.string(),
  changedAt: z.string(),
});
const View = Listed.extend({ content: QuestionnaireContent }).meta({ id: 'Questionnaire' });

const example = {
  title: { ar: 'رأيكم في النادي (مثال)', en: 'Your opinion of the club (example)' },
  scales: {
    agreement: [
      { ar: 'لا أوافق', en: 'I disagree' },
      { ar: 'أوافق نوعًا ما', en: 'I somewhat agree' },
      { ar: 'أوافق', en: 'I agree' },
    ],
  },
  questions: [
    {
      kind: 'scale' as const,
      id: 'content',
      scale: 'agreement',
      required: true,
      text: { ar: 'أنا راضٍ عن النادي', en: 'I am content with the club' },
    },
    { kind: 'text' as const, id: 'wishes', maxLength: 500, text: { ar: 'ما تتمنونه', en: 'What you wish for' } },
  ],
};

export const questionnaireRoutes: Route[] = [
  route({
    method: 'get',
    path: base,
    operationId: 'listQuestionnaires',
    summary: 'Every version of every questionnaire (N-10)',
    tag,
    permission: mustReadSurveys,
    replies: { 200: { description: 'By id and version.', schema: z.object({ items: z.array(Listed) }) } },
    handle: async (context) => ({ status: 200, body: { items: await listQuestionnaires(context) } }),
  }),
  route({
    method: 'get',
    path: `${base}/{questionnaire}`,
    operationId: 'getQuestionnaire',
    summary: 'One questionnaire, in its latest version or in another one',
    tag,
    permission: mustReadSurveys,
    query: z.object({ version: wholeNumber(z.coerce.number().int().positive().optional()) }),
    replies: { 200: { description: 'The questionnaire.', schema: View } },
    handle: async (context) => ({ status: 200, body: await readQuestionnaire(context, context.query.version) }),
  }),
  route({
    method: 'post',
    path: base,
    operationId: 'makeQuestionnaire',
    summary: 'Make a questionnaire under an id of its own',
    tag,
    permission: mustKeepSurveys,
    idempotent: true,
    body: z.strictObject({
      id: z
        .string()
        .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Lower-case words and hyphens')
        .max(60),
      content: QuestionnaireContent,
    }),
    examples: { example: { summary: 'Two questions', value: { id: 'club-opinion', content: example } } },
    replies: { 201: { description: 'Made, as a draft.', schema: View } },
    handle: (context) =>
      once(context, async () => {
        const { id, content } = context.body;
        return { status: 201, body: await makeQuestionnaire(context, id, content) };
      }),
  }),
  route({
    method: 'post',
    path: `${base}/{questionnaire}/revise`,
    operationId: 'reviseQuestionnaire',
    summary: 'Revise a questionnaire: a draft changes, of a frozen version the next one is made',
    tag,
    permission: mustKeepSurveys,
    idempotent: true,
    body: z.strictObject({ content: QuestionnaireContent }),
    examples: { example: { summary: 'Other questions', value: { content: example } } },
    replies: { 200: { description: 'As it is now.', schema: View } },
    handle: (context) =>
      once(context, async () => ({ status: 200, body: await reviseQuestionnaire(context, context.body.content) })),
  }),
];
