/** Working and answering: the bodies of the commands. */
import { z } from 'zod';
import type { AnsweringCommands } from '../../../domain/complaint/answering.ts';
import { type Definitions, define, optionalWords, text } from '../../cases/command-definition.ts';

export const answeringCommands: Definitions<AnsweringCommands> = {
  pause: define({
    summary: 'Stop the clock while the customer is asked; only where the policy allows it',
    body: z.strictObject({ reasonCode: z.enum(['waiting-for-customer', 'waiting-for-third-party']) }),
    example: { reasonCode: 'waiting-for-customer' },
    toCommand: async (body) => body,
  }),
  resume: define({
    summary: 'Let the clock run again',
    body: z.strictObject({}),
    example: {},
    toCommand: async () => ({}),
  }),
  interim: define({
    summary: 'Tell the customer that an investigation is needed and which steps will be taken (F-15, G-03)',
    body: z.strictObject({ text, expectedBy: z.iso.datetime().optional() }),
    example: {
      text: 'يحتاج طلبكم إلى مراجعة الإدارة المختصة، وسنوافيكم بالنتيجة.',
      expectedBy: '2030-01-06T12:00:00Z',
    },
    toCommand: async (body, _context, keep) => ({
      words: await keep({ text: body.text }),
      expectedBy: body.expectedBy ?? null,
    }),
  }),
  answer: define({
    summary:
      'Answer finally, and say whether the problem is solved (B-08); the customer is asked whether it helped (F-16)',
    body: z.strictObject({ text, solved: z.boolean().default(true) }),
    example: { text: 'نعتذر عمّا حدث. عولجت المشكلة وتم تحديث طلبكم.', solved: true },
    toCommand: async (body, _context, keep) => ({ words: await keep({ text: body.text }), solved: body.solved }),
  }),
  confirm: define({
    summary: 'Did it help? A yes closes the case, a no opens a new round (F-16)',
    body: z.strictObject({ helped: z.boolean(), text: text.optional() }),
    example: { helped: true },
    toCommand: async ({ helped, text: words }, _context, keep) => ({ helped, words: await optionalWords(words, keep) }),
  }),
};
