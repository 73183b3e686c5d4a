/** What became of a letter to a customer without telephone and e-mail: the body of the command. */

import { z } from 'zod';
import { optionalWords } from '../../../application/cases/execute-command.ts';
import {
  letterDelivered,
  noteLetterDelivered,
  objectionAfterEnd,
} from '../../../application/complaints/letters/letters-to-print.ts';
import { text } from '../../../application/text.ts';
import { deliveries, type LetterCommands } from '../../../domain/complaint/aspects/letters.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';

export const letterCommands: Definitions<LetterCommands> = {
  'deliver-letter': define({
    summary: 'Say that a letter was posted or handed over, or that the customer was called with what it says (N-13)',
    body: z.strictObject({
      letter: z.string().max(100).meta({ description: 'Its id in `listLettersToPrint`.' }),
      by: z.enum(deliveries),
      text: text.optional(),
    }),
    example: { letter: 'the-letter', by: 'post', text: 'أُرسل بالبريد المسجل (مثال).' },
    toCommand: async ({ text: words, ...given }, context, keep) => ({
      ...(await letterDelivered(context, given)),
      words: await optionalWords(words, keep),
    }),
    afterEnd: objectionAfterEnd,
    async settled(context, view, { letter, by }) {
      await noteLetterDelivered(context, { letter, by });
      return view;
    },
  }),
};
