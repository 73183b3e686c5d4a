/** Stepping back from a case, and what the customer says of what staff recorded in their name. */
import { z } from 'zod';
import { optionalWords } from '../../../application/cases/execute-command.ts';
import { text } from '../../../application/text.ts';
import type { GivingBackCommands } from '../../../domain/complaint/aspects/people/ownership.ts';
import type { SpeakingCommands } from '../../../domain/complaint/aspects/speaking.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';

export const speakingCommands: Definitions<SpeakingCommands & GivingBackCommands> = {
  'give-back': define({
    summary: 'Give the case back to the group: whoever owns it can always step back (F-10)',
    body: z.strictObject({ text: text.optional() }),
    example: { text: 'أعيد الحالة إلى المجموعة لأن الشكوى قد تخصني.' },
    toCommand: async ({ text: words }, _context, keep) => ({ words: await optionalWords(words, keep) }),
  }),
  disown: define({
    summary: 'The customer did not say so: a withdrawal that staff recorded is undone, a yes becomes a no (C-01, F-16)',
    body: z.strictObject({
      statement: z.int().positive().optional().meta({ description: 'Left out: the latest that can be disowned.' }),
      text: text.optional(),
    }),
    example: { text: 'لم أطلب سحب الشكوى.' },
    toCommand: async ({ statement = null, text: words }, _context, keep) => ({
      statement,
      words: await optionalWords(words, keep),
    }),
  }),
};
