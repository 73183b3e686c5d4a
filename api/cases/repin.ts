/** A running case goes over to the newest version of its policy (design §2, rule 7): one command for every kind. */

import { z } from 'zod';
import { newestPolicy } from '../../application/cases/newest-policy.ts';
import { text } from '../../application/text.ts';
import type { Repinning } from '../../domain/case/repin.ts';
import { type CommandDefinition, define } from './command-definition.ts';

const Body = z.strictObject({ text });

export const repinDefinition: CommandDefinition = define<Repinning, typeof Body>({
  summary:
    'Let a running case go over to the newest version of its policy, with the reason; never to the customer’s loss (X-04)',
  body: Body,
  example: { text: 'اعتُمدت نسخة جديدة من السياسة تقصّر مدة الرد.' },
  toCommand: async (body, call, keep) => ({ policy: newestPolicy(call), words: await keep({ text: body.text }) }),
});
