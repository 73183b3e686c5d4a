/** Working and answering: the bodies of the commands. */
import { z } from 'zod';
import type { AnsweringCommands } from '../../../domain/complaint/aspects/answering.ts';
import { type Definitions, define, text } from '../../cases/command-definition.ts';
import { instant, inTheFuture } from '../../cases/future-instant.ts';
import { VerdictBody, verdictCommand } from './verdict.ts';

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
    body: z.strictObject({
      text,
      steps: z
        .array(z.string().trim().min(1).max(1000))
        .min(1)
        .max(20)
        .meta({ description: 'What will be done, in the words that the customer reads.' }),
      expectedBy: instant.meta({ description: 'When he may expect news: missed, it is escalated.' }),
    }),
    example: {
      text: 'يحتاج طلبكم إلى مراجعة الإدارة المختصة، وسنوافيكم بالنتيجة.',
      steps: ['مراجعة الطلب مع الإدارة المختصة', 'موافاتكم بالنتيجة'],
      expectedBy: '2030-01-06T12:00:00Z',
    },
    toCommand: async ({ text: words, steps, expectedBy }, context, keep) => {
      const promised = inTheFuture('expectedBy', expectedBy, context);
      return { words: await keep({ text: words, steps }), expectedBy: promised };
    },
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
    body: VerdictBody,
    example: { helped: true, expected: 4, perceived: 4 },
    toCommand: async (body, _context, keep) => verdictCommand(body, keep),
  }),
};
