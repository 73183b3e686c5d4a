/** Working, answering, and the customer's verdict on the answer (F-16, C-14, B-02), as they give it or staff for them. */

import { z } from 'zod';
import { type KeepWords, optionalWords } from '../../../application/cases/execute-command.ts';
import { pinnedPack } from '../../../application/cases/reading/find-case.ts';
import { answerDue } from '../../../application/complaints/rounds/answer-due.ts';
import { mustMeetStandard, textsOfReply } from '../../../application/complaints/rounds/replies.ts';
import { invalid } from '../../../application/refused.ts';
import { text } from '../../../application/text.ts';
import { needsSolution } from '../../../domain/complaint/answer-clock.ts';
import type { AnsweringCommands } from '../../../domain/complaint/aspects/rounds/answering.ts';
import type { FollowUpCommands } from '../../../domain/complaint/aspects/rounds/rounds.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';
import { ahead, instantOrSpan } from '../../cases/future-instant.ts';
import type { Context } from '../../http/route.ts';

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

/** When the customer is told to expect news: to come, and not after the answer itself is due. */
function newsBy(given: string, context: Context): string {
  const promised = ahead('expectedBy', given, context);
  const due = answerDue(context.found.view, pinnedPack(context))?.dueAt ?? null;
  if (due !== null && Date.parse(promised) > Date.parse(due)) {
    throw invalid('expectedBy', `must not lie after ${due}, when the answer is due`);
  }
  return promised;
}

/** True if an answer without a solution is an interim one: the document asks for a solution. */
function asksForSolution(context: Context): boolean {
  const { clocks } = context.found.view;
  return pinnedPack(context).reading === 3 && clocks.some(({ stop }) => stop !== undefined && needsSolution({ stop }));
}

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
      expectedBy: instantOrSpan.meta({
        description:
          'When the customer may expect news, before the answer is due: an instant, or a time from now. Missed, it is escalated.',
      }),
    }),
    example: {
      text: 'يحتاج طلبكم إلى مراجعة الإدارة المختصة، وسنوافيكم بالنتيجة.',
      steps: ['مراجعة الطلب مع الإدارة المختصة', 'موافاتكم بالنتيجة'],
      expectedBy: 'PT10S',
    },
    toCommand: async ({ text: words, steps, expectedBy }, context, keep) => {
      const promised = newsBy(expectedBy, context);
      const texts = textsOfReply(words, steps);
      await mustMeetStandard(context, { on: 'interimAnswered', texts, expectedBy: promised });
      return { words: await keep({ text: words, steps }), expectedBy: promised };
    },
  }),
  answer: define({
    summary:
      'Answer, and say whether the problem is solved (C-03, F-07, B-08); then the customer is asked whether it helped (F-16)',
    body: z
      .strictObject({
        text,
        solved: z.boolean().default(true),
        expectedBy: instantOrSpan.optional().meta({
          description:
            'Of an answer that does not solve the problem: when the customer hears more, before the answer is due. Required where the document asks for a solution: such an answer is an interim one, and “solved now” is another answer.',
        }),
      })
      .refine(({ solved, expectedBy }) => !solved || expectedBy === undefined, {
        path: ['expectedBy'],
        error: 'is for an answer that does not solve the problem',
      }),
    example: { text: 'نعتذر عمّا حدث. عولجت المشكلة وتم تحديث طلبكم.', solved: true },
    toCommand: async ({ text: words, solved, expectedBy }, context, keep) => {
      if (expectedBy === undefined) {
        if (!solved && asksForSolution(context)) {
          throw invalid(
            'expectedBy',
            'is required: an answer without a solution is an interim one, and says when the customer hears more',
          );
        }
        await mustMeetStandard(context, { on: 'answered', texts: { text: words }, solved });
        return { words: await keep({ text: words }), solved };
      }
      if (pinnedPack(context).reading !== 3)
        throw invalid('expectedBy', 'its rules know no answer with a next date: use `interim`');
      const promised = newsBy(expectedBy, context);
      await mustMeetStandard(context, { on: 'interimAnswered', texts: { text: words }, expectedBy: promised });
      return { words: await keep({ text: words, unsolved: true }), solved, expectedBy: promised };
    },
  }),
  confirm: define({
    summary: 'Did it help? A yes closes the case, a no opens a new round (F-16)',
    body: VerdictBody,
    example: { helped: true, expected: 4, perceived: 4 },
    toCommand: async (body, _context, keep) => verdictCommand(body, keep),
  }),
};

export const followUpCommands: Definitions<FollowUpCommands> = {
  rate: define({
    summary: 'A verdict after the closing: by silence, or by a yes without scores (C-14, B-02)',
    body: VerdictBody,
    example: { helped: true, expected: 3, perceived: 4 },
    toCommand: async (body, _context, keep) => verdictCommand(body, keep),
  }),
};
