/** Values against targets. */

import { z } from 'zod';
import { mustTakeStep } from '../../../application/cases/permission.ts';
import { text } from '../../../application/text.ts';
import type { ProcedureCommands } from '../../../domain/procedure/commands.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';
import { broughtInWords, findings, recommendations, step } from '../brought.ts';

const Subject = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be a code of small letters, digits and hyphens')
    .meta({ description: 'A code of what is evaluated, such as `offer-1`. Who or what that is stands in the words.' }),
  values: z.record(z.string().min(1).max(60), z.number().min(0).max(1_000_000_000)).meta({
    description: 'A value for each criterion of the step.',
  }),
});

export const evaluatingCommands: Definitions<Pick<ProcedureCommands, 'evaluate'>> = {
  evaluate: define({
    summary: 'Give a value for each criterion, of one subject or several; a missed target may ask for a recommendation',
    body: z.strictObject({ step, subjects: z.array(Subject).min(1).max(20), text, findings, recommendations }),
    example: {
      subjects: [{ id: 'offer-1', values: '{values}' as unknown as Record<string, number> }],
      text: 'قيست القيم من سجل الشهر (مثال).',
    },
    permission: mustTakeStep,
    async toCommand({ step: named, subjects, ...body }, context, keep) {
      return { step: named ?? null, subjects, ...(await broughtInWords(body, context, keep)) };
    },
  }),
};
