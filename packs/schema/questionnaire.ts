import { z } from 'zod';
import { questionnaireFaults } from '../../domain/survey/questionnaire.ts';
import { Name, Wording } from './wording.ts';

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Lower-case words and digits, joined by hyphens')
  .max(60);
const asked = { id, text: Wording, required: z.boolean().default(false) };
const scale = Name.meta({ description: 'The name of one of the questionnaire’s scales.' });

const Question = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('scale'),
    ...asked,
    scale,
    notApplicable: Wording.nullable().default(null).meta({ description: 'What “does not apply” is called.' }),
  }),
  z.strictObject({
    kind: z.literal('choice'),
    ...asked,
    choices: z
      .array(
        z.strictObject({
          code: id,
          text: Wording,
          minors: z.boolean().default(false).meta({ description: 'Holds minors: no name is asked or taken.' }),
        }),
      )
      .min(2)
      .max(30),
  }),
  z.strictObject({
    kind: z.literal('text'),
    ...asked,
    maxLength: z.int().min(1).max(4000).default(200),
    format: z.enum(['any', 'date', 'email', 'phone']).default('any'),
    groups: z.boolean().default(false).meta({ description: 'Answers are also analysed by what stands here.' }),
    personal: z.boolean().default(false).meta({ description: 'Says who somebody is: kept apart from the answers.' }),
  }),
  z.strictObject({ kind: z.literal('expected-and-perceived'), ...asked, scale }),
]);

/** What a questionnaire consists of, before its own rules (`questionnaireFaults`) are checked. */
export const questionnaireShape = {
  title: Wording,
  scales: z.record(Name, z.array(Wording).min(2).max(10)).meta({ description: 'Labels from 1 upwards.' }),
  questions: z.array(Question).min(1).max(60),
};

/** A questionnaire as data, checked (N-10). */
export const QuestionnaireContent = z.strictObject(questionnaireShape).superRefine((content, context) => {
  for (const { path, message } of questionnaireFaults(content)) {
    context.addIssue({ code: 'custom', path: path.split('.'), message });
  }
});
export type QuestionnaireContent = z.infer<typeof QuestionnaireContent>;
