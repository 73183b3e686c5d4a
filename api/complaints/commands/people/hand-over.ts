/** Handing a complaint over to a colleague: the bodies of the commands (G-04). */
import { z } from 'zod';
import { presentAssignee } from '../../../../application/cases/assignee.ts';
import { optionalWords } from '../../../../application/cases/execute-command.ts';
import { text } from '../../../../application/text.ts';
import type { HandOverCommands } from '../../../../domain/complaint/aspects/people/ownership.ts';
import { type Definitions, define } from '../../../cases/command-definition.ts';

export const handOverCommands: Definitions<HandOverCommands> = {
  'hand-over': define({
    summary: 'Hand the complaint over to a colleague, who has the policy’s time to take it (G-04)',
    body: z.strictObject({
      to: z.string().min(1).max(100).meta({ description: 'A staff id.' }),
      customerConsents: z.boolean().meta({ description: 'The customer was asked; without his consent it is refused.' }),
      reason: text,
      briefing: text.meta({ description: 'Who the customer is and what it is about, for the colleague.' }),
    }),
    example: {
      to: '{organisation}.agent.2',
      customerConsents: true,
      reason: 'الموضوع من اختصاص الزميل.',
      briefing: 'العميل يسأل عن قرار الرفض، وقد أُبلغ باسم الزميل ووافق على التحويل.',
    },
    toCommand: async ({ to, customerConsents, reason, briefing }, context, keep) => {
      const receiver = await presentAssignee(context, to);
      return { receiver, consent: customerConsents, words: await keep({ text: reason, briefing }) };
    },
  }),
  take: define({
    summary: 'Take the complaint that is handed over to you: you own it from now on',
    body: z.strictObject({}),
    example: {},
    toCommand: async () => ({}),
  }),
  'decline-hand-over': define({
    summary: 'Not take it: it returns to the colleague at once',
    body: z.strictObject({ text: text.optional() }),
    example: { text: 'لست المختص بهذا الموضوع.' },
    toCommand: async ({ text: words }, _context, keep) => ({ words: await optionalWords(words, keep) }),
  }),
};
