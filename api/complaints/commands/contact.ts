/** Contact with the customer: the bodies of the commands. */
import { z } from 'zod';
import type { ContactCommands } from '../../../domain/complaint/contact.ts';
import { type Definitions, define, invalid, optionalWords, text } from '../../cases/command-definition.ts';

export const contactCommands: Definitions<ContactCommands> = {
  'log-contact': define({
    summary: 'Record a contact with the customer, or an attempt (B-06, C-01, N-12)',
    body: z.strictObject({ channel: z.string().regex(/^[a-z-]{1,40}$/), reached: z.boolean(), text: text.optional() }),
    example: { channel: 'phone', reached: true, text: 'تم الاتصال بالعميل وإبلاغه بأننا ندرس شكواه.' },
    toCommand: async ({ channel, reached, text: words }, context, keep) => {
      const channels = Object.keys(context.pack.channels);
      if (!channels.includes(channel)) throw invalid('channel', `must be one of ${channels.join(', ')}`);
      return { channel, reached, words: await optionalWords(words, keep) };
    },
  }),
};
