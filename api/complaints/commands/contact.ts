/** Contact with the customer: the bodies of the commands. */

import { z } from 'zod';
import { optionalWords } from '../../../application/cases/execute-command.ts';
import { pinnedPack } from '../../../application/cases/reading/find-case.ts';
import { askedOfDepartment } from '../../../application/complaints/ask-department.ts';
import { invalid } from '../../../application/refused.ts';
import { text } from '../../../application/text.ts';
import type { ContactCommands } from '../../../domain/complaint/aspects/contact.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';

export const contactCommands: Definitions<ContactCommands> = {
  'log-contact': define({
    summary: 'Record a contact with the customer, or an attempt; or with a department (B-06, C-01, C-06, N-12)',
    body: z.strictObject({
      channel: z.string().regex(/^[a-z-]{1,40}$/),
      reached: z.boolean(),
      text: text.optional(),
      department: z.string().max(100).optional().meta({
        description: 'The department that was called or written to. Then it is no contact with the customer.',
      }),
      statusTold: z.literal(true).optional().meta({
        description:
          'The customer was told where the complaint stands. By telephone, the policy may ask that they are identified first.',
      }),
      asksNothing: z.literal(true).optional().meta({
        description: 'Of an e-mail to a department: it only informs. Every other one is followed as a ticket (C-06).',
      }),
    }),
    example: { channel: 'phone', reached: true, text: 'تم الاتصال بالعميل وإبلاغه بأننا ندرس شكواه.' },
    toCommand: async ({ channel, reached, text: words, department, asksNothing, statusTold }, context, keep) => {
      const { channels: known, departments, reading } = pinnedPack(context);
      const channels = Object.keys(known);
      if (!channels.includes(channel)) throw invalid('channel', `must be one of ${channels.join(', ')}`);
      if (department !== undefined && !Object.hasOwn(departments, department)) {
        throw invalid('department', `must be one of ${Object.keys(departments).join(', ')}`);
      }
      if (statusTold && (department !== undefined || !reached)) {
        throw invalid('statusTold', 'is of a customer who was reached');
      }
      if (department === undefined) {
        const told = statusTold ? { statusTold } : {};
        return { channel, reached, words: await optionalWords(words, keep), ...told };
      }
      const isAsked = reading === 3 && channel === 'email' && department !== context.found.department && !asksNothing;
      if (!isAsked) {
        const informs = reading === 3 && asksNothing ? { asksNothing } : {};
        return { channel, reached, words: await optionalWords(words, keep), department, ...informs };
      }
      if (words === undefined) throw invalid('text', 'is required');
      return { channel, reached, department, ...(await askedOfDepartment(context, words, keep)) };
    },
  }),
};
