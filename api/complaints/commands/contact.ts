/** Contact with the customer: the bodies of the commands. */

import { z } from 'zod';
import { pinnedPack } from '../../../application/cases/pinned-pack.ts';
import { invalid } from '../../../application/refused.ts';
import { text } from '../../../application/text.ts';
import type { ContactCommands } from '../../../domain/complaint/aspects/contact.ts';
import { type Definitions, define, optionalWords } from '../../cases/command-definition.ts';

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
    }),
    example: { channel: 'phone', reached: true, text: 'تم الاتصال بالعميل وإبلاغه بأننا ندرس شكواه.' },
    toCommand: async ({ channel, reached, text: words, department }, context, keep) => {
      const { channels: known, departments } = pinnedPack(context);
      const channels = Object.keys(known);
      if (!channels.includes(channel)) throw invalid('channel', `must be one of ${channels.join(', ')}`);
      if (department !== undefined && !Object.hasOwn(departments, department)) {
        throw invalid('department', `must be one of ${Object.keys(departments).join(', ')}`);
      }
      const contact = { channel, reached, words: await optionalWords(words, keep) };
      return department === undefined ? contact : { ...contact, department };
    },
  }),
};
