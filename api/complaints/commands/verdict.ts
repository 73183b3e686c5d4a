/** The customer's verdict (F-16, C-14, B-02), as they give it themselves or staff for them. */
import { z } from 'zod';
import type { KeepWords } from '../../../application/cases/execute-command.ts';
import { optionalWords } from '../../../application/cases/execute-command.ts';
import { text } from '../../../application/text.ts';
import type { FollowUpCommands } from '../../../domain/complaint/aspects/rounds/follow-up.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';

const scores = [1, 2, 3, 4, 5] as const;
// The generator of the OpenAPI document would name the first value alone.
const score = z.literal(scores).meta({ enum: [...scores] });

/** Did it help, and what was expected and perceived, from 1, the lowest, to 5. */
export const VerdictBody = z.strictObject({
  helped: z.boolean(),
  expected: score.optional().meta({ description: 'What was expected of the service, 1–5 (B-02).' }),
  perceived: score.optional().meta({ description: 'What the service was like, 1–5 (B-02).' }),
  text: text.optional(),
});
export type VerdictBody = z.infer<typeof VerdictBody>;

/** The verdict as the case takes it: what the customer wrote has gone to the vault. */
export async function verdictCommand(
  { helped, expected, perceived, text: words }: VerdictBody,
  keep: KeepWords,
): Promise<FollowUpCommands['rate']> {
  const given = { expected: expected ?? null, perceived: perceived ?? null };
  return { helped, ...given, words: await optionalWords(words, keep) };
}

export const followUpCommands: Definitions<FollowUpCommands> = {
  rate: define({
    summary: 'A verdict after the closing: by silence, or by a yes without scores (C-14, B-02)',
    body: VerdictBody,
    example: { helped: true, expected: 3, perceived: 4 },
    toCommand: async (body, _context, keep) => verdictCommand(body, keep),
  }),
};
