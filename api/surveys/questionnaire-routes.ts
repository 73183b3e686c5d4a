import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { notFound, Refused } from '../../application/refused.ts';
import { mustKeepSurveys, mustReadSurveys } from '../../application/surveys/permissions.ts';
import {
  addQuestionnaire,
  changeDraft,
  findQuestionnaire,
  type QuestionnaireDocument,
  questionnairesOf,
} from '../../db/questionnaires.ts';
import { digest } from '../../domain/digest.ts';
import { QuestionnaireContent } from '../../packs/schema/questionnaire.ts';
import { type Context, type Route, route } from '../http/route.ts';

const base = '/v1/organisations/{organisation}/questionnaires';
const tag = 'surveys';

const Listed = z.object({
  id: z.string(),
  version: z.int(),
  title: z.object({ ar: z.string(), en: z.string() }),
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
    async handle({ dependencies, pack }) {
      const found = await questionnairesOf(dependencies.database, pack.id);
      return { status: 200, body: { items: found.map(listed) } };
    },
  }),
  route({
    method: 'get',
    path: `${base}/{questionnaire}`,
    operationId: 'getQuestionnaire',
    summary: 'One questionnaire, in its latest version or in another one',
    tag,
    permission: mustReadSurveys,
    query: z.object({ version: z.coerce.number().int().positive().optional() }),
    replies: { 200: { description: 'The questionnaire.', schema: View } },
    async handle(context) {
      const { version } = context.query;
      const found = version === undefined ? await latestIn(context) : await versionIn(context, version);
      if (!found) throw notFound();
      return { status: 200, body: viewOf(found) };
    },
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
        return { status: 201, body: viewOf(await added(context, id, 1, content)) };
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
      once(context, async () => {
        const { content } = context.body;
        const before = await latestIn(context);
        if (!before) throw notFound();
        if (before.digest === digest(content)) return { status: 200, body: viewOf(before) };
        if (before.frozen)
          return { status: 200, body: viewOf(await added(context, before.id, before.version + 1, content)) };
        const change = { content, digest: digest(content), ...changed(context) };
        if (await changeDraft(context.dependencies.database, before, change)) {
          return { status: 200, body: viewOf({ ...before, ...change }) };
        }
        throw new Refused('QuestionnaireStands', 'It has been changed or opened to people meanwhile. Read it anew.');
      }),
  }),
];

function changed({ principal, receivedAt }: Pick<Context, 'principal' | 'receivedAt'>) {
  return { changedBy: principal.actor.id, changedAt: receivedAt };
}

/** Adds a version. What a request that broke off had written is found by its repetition. */
async function added(
  context: Context,
  id: string,
  version: number,
  content: QuestionnaireContent,
): Promise<Omit<QuestionnaireDocument, '_id'>> {
  const { dependencies, pack } = context;
  const own = {
    organisation: pack.id,
    id,
    version,
    digest: digest(content),
    content,
    frozen: false,
    ...changed(context),
  };
  if (await addQuestionnaire(dependencies.database, own)) return own;
  const stands = await findQuestionnaire(dependencies.database, pack.id, id, version);
  if (stands?.digest === own.digest) return stands;
  throw new Refused('QuestionnaireStands', `There is a version ${version} of ${id} already: revise that one.`);
}

async function latestIn({ dependencies, pack, request }: Context): Promise<QuestionnaireDocument | undefined> {
  return (await questionnairesOf(dependencies.database, pack.id, String(request.params.questionnaire))).at(-1);
}

function versionIn({ dependencies, pack, request }: Context, version: number): Promise<QuestionnaireDocument | null> {
  return findQuestionnaire(dependencies.database, pack.id, String(request.params.questionnaire), version);
}

function listed({ id, version, content, digest, frozen, changedBy, changedAt }: Omit<QuestionnaireDocument, '_id'>) {
  return { id, version, title: content.title, digest, frozen, changedBy, changedAt };
}

function viewOf(document: Omit<QuestionnaireDocument, '_id'>) {
  return { ...listed(document), content: document.content };
}
