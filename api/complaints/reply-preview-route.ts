import { z } from 'zod';
import { mustBeAllowedTo } from '../../application/cases/permission.ts';
import { previewReply, textsOfReply } from '../../application/complaints/rounds/replies.ts';
import { text } from '../../application/text.ts';
import { wordingSchema } from '../../application/wording-schema.ts';
import { ahead, instantOrSpan } from '../cases/future-instant.ts';
import { type Route, route } from '../http/route.ts';

const Draft = z.strictObject({
  text,
  steps: z.array(z.string().trim().min(1).max(1000)).max(20).optional().meta({
    description: 'Of an interim answer: what will be done.',
  }),
  solved: z.boolean().default(true),
  expectedBy: instantOrSpan.optional(),
});

const Preview = z.object({
  subject: z.string(),
  letter: z.string().meta({ description: 'The e-mail; in place of the customer’s own link stands “…”.' }),
  sms: z.string(),
  page: z.array(z.string()).meta({ description: 'What the customer reads where the link leads.' }),
  parts: z
    .array(z.object({ part: z.string(), title: wordingSchema, isThere: z.boolean() }))
    .meta({ description: 'What the standard of replies asks for; nothing if the policy has none.' }),
  faults: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .meta({ description: 'What must be mended before it is sent.' }),
});

/** A draft of an answer as its customer would get it. Nothing of it is kept. */
export function replyPreviewRoute(address: string): Route {
  return route({
    method: 'post',
    path: `${address}/reply-preview`,
    operationId: 'previewReply',
    summary:
      'An answer, or an interim answer, as the customer would get it, held against the standard of replies (G-06)',
    tag: 'complaints',
    permission: mustBeAllowedTo('answer'),
    ofCase: 'Complaint',
    body: Draft,
    examples: {
      example: { summary: 'A draft', value: { text: 'نعتذر عمّا حدث. عولجت المشكلة وتم تحديث طلبكم.' } },
    },
    replies: { 200: { description: 'The whole reply, and how it stands to the standard.', schema: Preview } },
    async handle(context) {
      const { text: words, steps, solved, expectedBy: given } = context.body;
      const expectedBy = given === undefined ? null : ahead('expectedBy', given, context);
      const isInterim = steps !== undefined || (!solved && expectedBy !== null);
      const texts = textsOfReply(words, steps);
      const on = isInterim ? 'interimAnswered' : 'answered';
      return { status: 200, body: await previewReply(context, { on, texts, expectedBy, solved }) };
    },
  });
}
