import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { FormBody, formExample } from '../../application/surveys/form-body.ts';
import { listPaperForms, settlePaperForm } from '../../application/surveys/paper-forms.ts';
import { mustKeepSurveys, mustTypeForms } from '../../application/surveys/permissions.ts';
import { surveyIn } from '../../application/surveys/survey-in.ts';
import { typeBatch } from '../../application/surveys/type-paper-forms.ts';
import { type Route, route } from '../http/route.ts';

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
    handle: async (context) => ({ status: 200, body: { items: await listPaperForms(context) } }),
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
    handle: (context) => once(context, async () => ({ status: 200, body: await settlePaperForm(context) })),
  }),
];
