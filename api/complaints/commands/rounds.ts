/** Rounds: an objection, a reopening. */
import { z } from 'zod';
import { text } from '../../../application/text.ts';
import type { RoundCommands } from '../../../domain/complaint/aspects/rounds/rounds.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';

export const roundCommands: Definitions<RoundCommands> = {
  object: define({
    summary: 'Object to a decline or an answer: somebody else decides, in a new round (F-16)',
    body: z.strictObject({ text }),
    example: { text: 'لا أوافق على القرار، فالمستندات التي أرسلتها تثبت ما ذكرته.' },
    toCommand: async (body, _context, keep) => ({ words: await keep({ text: body.text }) }),
  }),
  reopen: define({
    summary: 'Have a closed complaint reopened, as long as the policy allows it (F-16)',
    body: z.strictObject({ text }),
    example: { text: 'تكررت المشكلة نفسها بعد إغلاق الشكوى.' },
    toCommand: async (body, _context, keep) => ({ words: await keep({ text: body.text }) }),
  }),
};
