/** More time for a clock: the body of the command. */

import { z } from 'zod';
import { invalid } from '../../../application/refused.ts';
import { text } from '../../../application/text.ts';
import type { ExtensionCommands } from '../../../domain/complaint/aspects/rounds/answering.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';

export const extensionCommands: Definitions<ExtensionCommands> = {
  extend: define({
    summary: 'Give a clock more time, once, before its breach, by somebody other than the owner; the customer is told',
    body: z.strictObject({ clock: z.string().min(1).max(100).meta({ description: 'Id of a clock.' }), text }),
    example: { clock: 'answer', text: 'ننتظر إفادة جهة خارجية، ونحتاج إلى وقت إضافي.' },
    toCommand: async ({ clock, text: words }, { found }, keep) => {
      const clocks = found.view.clocks.map(({ id }) => id);
      if (!clocks.includes(clock)) throw invalid('clock', `must be one of ${clocks.join(', ')}`);
      return { clock, words: await keep({ text: words }) };
    },
  }),
};
