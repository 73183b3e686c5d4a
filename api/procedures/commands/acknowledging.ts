/** Who has read it, and who is not waited for. */

import { z } from 'zod';
import { mustTakeStep } from '../../../application/cases/permission.ts';
import { text } from '../../../application/text.ts';
import type { ProcedureCommands } from '../../../domain/procedure/commands.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';
import { step } from '../brought.ts';

export const acknowledgingCommands: Definitions<Pick<ProcedureCommands, 'acknowledge' | 'excuse'>> = {
  acknowledge: define({
    summary: 'Say that you have read it: nobody does so in your place',
    body: z.strictObject({ step }),
    example: {},
    permission: mustTakeStep,
    toCommand: async (body) => ({ step: body.step ?? null }),
  }),
  excuse: define({
    summary: 'No longer wait for somebody who has left or is away for long, with the reason',
    body: z.strictObject({
      step,
      staff: z.string().min(1).max(100).meta({ description: 'A staff id.' }),
      text,
    }),
    example: { staff: '{organisation}.{reader}.2', text: 'في إجازة طويلة (مثال).' },
    toCommand: async (body, _context, keep) => ({
      ...{ step: body.step ?? null, staff: body.staff, words: await keep({ text: body.text }) },
    }),
  }),
};
