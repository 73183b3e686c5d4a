/** Commands that staff give in the customer's name: with how and when the customer said so, and what shows it (F-10, C-01). */

import { z } from 'zod';
import { attachmentsIn } from '../../../application/attachments/attachments-in.ts';
import { isReachable } from '../../../application/cases/customer-contact.ts';
import type { KeepWords } from '../../../application/cases/execute-command.ts';
import { mustSpeakForCustomer } from '../../../application/cases/permission.ts';
import { pinnedPack } from '../../../application/cases/reading/find-case.ts';
import { invalid, Refused } from '../../../application/refused.ts';
import { text } from '../../../application/text.ts';
import type { VaultTextRef } from '../../../domain/case/command.ts';
import { type Said, type SpokenCommand, spokenCommands } from '../../../domain/complaint/aspects/statements.ts';
import { instantText, parseInstant } from '../../../domain/deadline/instants-and-dates.ts';
import type { CommandDefinition } from '../../cases/command-definition.ts';
import { instant } from '../../cases/future-instant.ts';
import type { Context } from '../../http/route.ts';
import { complaintCommandDefinitions } from './index.ts';

const SaidBody = z
  .strictObject({
    channel: z
      .string()
      .regex(/^[a-z-]{1,40}$/)
      .meta({ description: 'One of the channels of the policy.' }),
    at: instant.meta({ description: 'When the customer said so.' }),
    text: text.optional().meta({ description: 'What the customer said, in the customer’s words.' }),
    attachment: z.string().max(100).optional().meta({ description: 'A document of the case that shows it.' }),
  })
  .meta({ description: 'How and when the customer said so, with `text` or an `attachment`. The customer is told.' });
type SaidBody = z.infer<typeof SaidBody>;

const example = { channel: 'phone', at: '2026-01-05T09:30:00Z', text: 'اتصل العميل وقال إن المشكلة حُلّت.' };

/** The definitions of what only the customer can want, as staff give them. */
export const onBehalfDefinitions = Object.fromEntries(
  spokenCommands.map((name) => [name, onBehalf(name, complaintCommandDefinitions[name])]),
) as Record<SpokenCommand, CommandDefinition>;

function onBehalf(name: SpokenCommand, own: CommandDefinition): CommandDefinition {
  const examples = Object.entries(own.examples).map(([title, { summary, value }]) => [
    title,
    { summary, value: { ...(value as object), said: example } },
  ]);
  return {
    ...own,
    summary: `${own.summary} (by staff, in the customer’s name: the customer is told, and can say no)`,
    body: (own.body as z.ZodObject).extend({
      said: SaidBody.optional().meta({
        description: 'Required, but in cases that an earlier version of the policy rules.',
      }),
    }),
    examples: Object.fromEntries(examples),
    permission: mustSpeakForCustomer,
    async toCommand(body, context, keep) {
      const { said, ...rest } = body as { said?: SaidBody };
      if (!said) {
        if (pinnedPack(context).reading !== 3) return own.toCommand(rest as never, context, keep);
        throw new Refused('Invalid', `Say in \`said\` how and when the customer wanted to ${name}.`, {
          errors: [{ path: 'said', message: 'is required' }],
        });
      }
      let words: VaultTextRef | null = null;
      const keepBoth: KeepWords = async (content) => {
        words = await keep({ ...content, said });
        return words;
      };
      const command = await own.toCommand(rest as never, context, keepBoth);
      if (pinnedPack(context).reading !== 3) return command;
      return { ...(command as object), said: await taken(context, said, words ?? (await keep({ said }))) };
    },
  };
}

async function taken(context: Context, said: SaidBody, words: VaultTextRef): Promise<Said> {
  const { channel, at, text: spoken, attachment = null } = said;
  const channels = Object.keys(pinnedPack(context).channels);
  if (!channels.includes(channel)) throw invalid('said.channel', `must be one of ${channels.join(', ')}`);
  if (spoken === undefined && attachment === null) {
    throw invalid('said', 'needs `text` with what the customer said, or an `attachment` that shows it');
  }
  if (attachment !== null && !attachmentsIn(context.found.view).some((one) => one.attachment === attachment)) {
    throw invalid('said.attachment', `${attachment} is not an attachment of this complaint`);
  }
  if (parseInstant(at, 'said.at') > Date.parse(context.receivedAt))
    throw invalid('said.at', 'must not lie in the future');
  const reachable = await isReachable(context.dependencies, context.found);
  return { channel, at: instantText(parseInstant(at, 'said.at')), words, attachment, reachable };
}
