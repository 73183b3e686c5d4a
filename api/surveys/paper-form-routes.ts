import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { notFound, Refused } from '../../application/refused.ts';
import { FormBody, formExample } from '../../application/surveys/form-body.ts';
import { mustKeepSurveys, mustTypeForms } from '../../application/surveys/permissions.ts';
import { surveyIn } from '../../application/surveys/survey-in.ts';
import { mustBeSound } from '../../application/surveys/take-answer.ts';
import { completed, typeBatch } from '../../application/surveys/type-paper-forms.ts';
import { keepTyping, type PaperFormDocument, paperFormId, paperFormsOf, readPaperForms } from '../../db/paper-forms.ts';
import { differences, settledForm } from '../../domain/survey/paper-form.ts';
import { type Context, type Route, route } from '../http/route.ts';

const base = '/v1/organisations/{organisation}/surveys/{survey}/paper-forms';
const tag = 'surveys';
const label = z
  .string()
  .regex(/^[A-Za-z0-9-]+$/, 'Letters, digits and hyphens')
  .max(40);

const answer = FormBody.shape.answers.valueType.nullable();
const Difference = z.object({ question: z.string(), first: answer, second: answer });
const Outcome = z.object({
  form: z.string(),
  state: z.enum(['awaits-second', 'differs', 'counted', 'late', 'refused']),
  differences: z.array(Difference),
  faults: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .optional()
    .meta({ description: 'Why this form was not taken; the others were.' }),
});

export const paperFormRoutes: Route[] = [
  route({
    method: 'post',
    path: base,
    operationId: 'typePaperForms',
    summary: 'Type a batch of paper forms; where the policy wants two people, each form counts once both agree',
    tag,
    permission: mustTypeForms,
    idempotent: true,
    body: z.strictObject({
      batch: label,
      forms: z
        .array(FormBody.extend({ form: label }))
        .min(1)
        .max(40),
    }),
    examples: {
      example: {
        summary: 'One form',
        value: { batch: 'box-1', forms: [{ form: '001', ...formExample }] },
      },
    },
    replies: {
      200: { description: 'What became of each form.', schema: z.object({ items: z.array(Outcome) }) },
    },
    handle: (context) =>
      once(context, async () => {
        const found = await surveyIn(context);
        return { status: 200, body: { items: await typeBatch(context, found, context.body) } };
      }),
  }),
  route({
    method: 'get',
    path: base,
    operationId: 'listPaperForms',
    summary: 'The paper forms that have been typed, with what two people typed differently',
    tag,
    permission: mustTypeForms,
    replies: {
      200: {
        description: 'By batch and form.',
        schema: z.object({
          items: z.array(
            z.object({
              batch: z.string(),
              form: z.string(),
              typedBy: z.array(z.string()),
              settledBy: z.string().nullable(),
              differences: z.array(Difference),
            }),
          ),
        }),
      },
    },
    async handle(context) {
      const { survey } = await surveyIn(context);
      const found = await paperFormsOf(context.dependencies.database, survey._id);
      return { status: 200, body: { items: found.map(listed) } };
    },
  }),
  route({
    method: 'post',
    path: `${base}/{batch}/{form}/settle`,
    operationId: 'settlePaperForm',
    summary: 'Settle what two people typed differently, by a third who has looked at the paper',
    tag,
    permission: mustKeepSurveys,
    idempotent: true,
    body: z.strictObject({
      answers: z.record(z.string().max(60), answer).meta({
        description: 'For each question that differs what stands on the paper; null where it was left open.',
      }),
    }),
    examples: { example: { summary: 'One question differed', value: { answers: { 'statement-1': 4 } } } },
    replies: { 200: { description: 'What became of it.', schema: Outcome } },
    handle: (context) => once(context, async () => ({ status: 200, body: await settle(context) })),
  }),
];

function listed({ batch, form, first, second, settled }: PaperFormDocument) {
  const typedBy = [first.by, ...(second ? [second.by] : [])];
  const differing = second ? differences(first.answers, second.answers) : [];
  return { batch, form, typedBy, settledBy: settled?.by ?? null, differences: differing };
}

async function settle(context: Context<unknown, { answers: Record<string, unknown> }>) {
  const { dependencies, request, principal, receivedAt, body } = context;
  const { survey, asked } = await surveyIn(context);
  const id = paperFormId(survey._id, String(request.params.batch), String(request.params.form));
  const [paper] = await readPaperForms(dependencies.database, [id]);
  if (!paper) throw notFound();
  const { first, second } = paper;
  const by = principal.actor.id;
  if (!second) throw new Refused('NotAllowedNow', 'The second person has not typed this form yet.');
  if ([first.by, second.by].includes(by)) {
    throw new Refused('SamePerson', 'A third person settles what two have typed differently.');
  }
  if (differences(first.answers, second.answers).length === 0) {
    throw new Refused('NotAllowedNow', 'Both typed the same: there is nothing to settle.');
  }
  const outcome = settledForm(first.answers, second.answers, body.answers as Parameters<typeof settledForm>[2]);
  if (!('answers' in outcome)) {
    const errors = [
      ...outcome.open.map((question) => ({ path: `answers.${question}`, message: 'differs and is not settled here' })),
      ...outcome.unasked.map((question) => ({ path: `answers.${question}`, message: 'does not differ' })),
    ];
    throw new Refused('Invalid', 'Each difference is settled, and nothing else.', { errors });
  }
  const { answers } = mustBeSound(context.pack, asked.content, { answers: outcome.answers, person: {} }, 'paper');
  const settled = paper.settled ?? { by, at: receivedAt, answers };
  if (!paper.settled && !(await keepTyping(dependencies.database, id, 'settled', settled))) {
    throw new Refused('PaperFormStands', 'Somebody else has settled it meanwhile.');
  }
  if (paper.settled && paper.settled.by !== by) {
    throw new Refused('PaperFormStands', `${paper.settled.by} has settled it already.`);
  }
  return completed(context, survey, asked, { ...paper, settled });
}
