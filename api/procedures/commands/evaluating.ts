/** Values against targets. */

import { z } from 'zod';
import { mustTakeStep } from '../../../application/cases/permission.ts';
import { evaluatedSubjects } from '../../../application/procedures/subjects.ts';
import { text } from '../../../application/text.ts';
import type { ProcedureCommands } from '../../../domain/procedure/commands.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';
import { RecommendationBody } from '../../cases/recommendation-body.ts';
import { broughtInWords, findings, step } from '../brought.ts';

/** Far more than anybody evaluates at a time. */
const mostSubjects = 100;

const Subject = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be a code of small letters, digits and hyphens')
    .meta({ description: 'A code of what is evaluated, such as `offer-1`. Who or what that is stands in the words.' }),
  values: z.record(z.string().min(1).max(60), z.number().min(0).max(1_000_000_000)).meta({
    description: 'A value for each criterion of the step that is no figure of its report.',
  }),
});

const subjects = z.array(Subject).max(mostSubjects).default([]).meta({
  description:
    'Of a register: all that is on it, and nothing if it is empty. If every criterion is a figure of a report, leave them out: they are the groups of the report.',
});

const recommendations = z
  .array(RecommendationBody.extend({ subject: Subject.shape.id.optional() }))
  .max(mostSubjects)
  .default([])
  .meta({
    description: 'What shall be done; a later step decides on each of it. A policy may ask for one about each subject.',
  });

export const evaluatingCommands: Definitions<Pick<ProcedureCommands, 'evaluate'>> = {
  evaluate: define({
    summary: 'Give a value for each criterion, of one subject or several; a missed target may ask for a recommendation',
    body: z.strictObject({ step, subjects, text, findings, recommendations }),
    example: {
      subjects: [{ id: 'offer-1', values: '{values}' as unknown as Record<string, number> }],
      text: 'قيست القيم من سجل الشهر (مثال).',
    },
    permission: mustTakeStep,
    async toCommand({ step: named, subjects: given, ...body }, context, keep) {
      const evaluated = await evaluatedSubjects(context, { step: named, subjects: given });
      return { step: named ?? null, ...evaluated, ...(await broughtInWords(body, context, keep)) };
    },
  }),
};
