/** Contacts with prospects and the estimate of success: the bodies of the commands (N-05). */

import { z } from 'zod';
import { presentAssignee } from '../../../application/cases/assignee.ts';
import type { KeepWords } from '../../../application/cases/execute-command.ts';
import { optionalWords } from '../../../application/cases/execute-command.ts';
import { donorsAsked, isOfStranger, reportStranger, reportTurnedAway } from '../../../application/leads/donor-asked.ts';
import { checkedFactors, factors, rate } from '../../../application/leads/opening-body.ts';
import { invalid } from '../../../application/refused.ts';
import { text } from '../../../application/text.ts';
import type { FollowingCommands } from '../../../domain/lead/aspects/following.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';
import type { Context } from '../../http/route.ts';

const Contact = z.strictObject({
  donor: z.string().min(1).max(30).meta({ description: 'Number of one of the prospects.' }),
  channel: z.string().max(100),
  text,
});
const contactExample = {
  donor: '{prefix}-P-00000-000000',
  channel: 'phone',
  text: 'عُرض البرنامج عليه، وطلب تفاصيل الميزانية (مثال).',
};

async function documented(body: z.infer<typeof Contact>, context: Context, keep: KeepWords) {
  const { donor, channel } = body;
  const { channels } = context.pack;
  if (!Object.hasOwn(channels, channel)) throw invalid('channel', `must be one of ${Object.keys(channels).join(', ')}`);
  const [asked] = await donorsAsked(context, [donor]);
  const own = asked ?? { donor, contact: { person: null, version: 0 } };
  return { ...own, channel, words: await keep({ text: body.text }) };
}

export const followingCommands: Definitions<FollowingCommands> = {
  follow: define({
    summary: 'Document the first contact with a prospect: the lead is followed from now on (N-05)',
    body: Contact,
    example: contactExample,
    toCommand: documented,
    refused: reportStranger,
    leavesTraces: (context, body): boolean => isOfStranger(context, body),
    turnedAway: (context) => reportTurnedAway(context, 'follow', asSent(context)),
  }),
  'log-contact': define({
    summary: 'Document a contact with a prospect; by his point of contact, or with permission (N-05, N-08)',
    body: Contact.extend({ reached: z.boolean().default(true) }),
    example: { ...contactExample, reached: true },
    toCommand: async ({ reached, ...body }, context, keep) => ({ ...(await documented(body, context, keep)), reached }),
    refused: reportStranger,
    leavesTraces: (context, body): boolean => isOfStranger(context, body),
    turnedAway: (context) => reportTurnedAway(context, 'log-contact', asSent(context)),
  }),
  rate: define({
    summary: 'Estimate anew how likely the lead is to succeed, with the reason (N-05)',
    body: z.strictObject({
      successRate: rate,
      factors: factors.optional().describe('Left out: as they were.'),
      text,
    }),
    example: {
      successRate: 60,
      factors: ['shared-interest', 'budget-cycle'],
      text: 'وعد بعرضه على مجلس إدارته (مثال).',
    },
    toCommand: async (body, { pack }, keep) => ({
      rate: body.successRate,
      factors: body.factors ? checkedFactors(pack, body.factors) : null,
      words: await keep({ text: body.text }),
    }),
  }),
  assign: define({
    summary: 'Give the lead to another officer, who looks after it from now on',
    body: z.strictObject({
      to: z.string().min(1).max(100).meta({ description: 'A staff id.' }),
      text: text.optional(),
    }),
    example: { to: '{organisation}.agent.2', text: 'انتقل زميلنا إلى قسم آخر (مثال).' },
    toCommand: async (body, context, keep) => ({
      to: await presentAssignee(context, body.to),
      words: await optionalWords(body.text, keep),
    }),
  }),
  cancel: define({
    summary: 'Cancel the lead: it is certain that it cannot succeed; with the reason (N-05)',
    body: z.strictObject({ text }),
    example: { text: 'غيّر المانح أولوياته هذا العام (مثال).' },
    toCommand: async (body, _context, keep) => ({ words: await keep({ text: body.text }), frees: true }),
  }),
  correct: define({
    summary: 'Take the last step back, with the reason: followed to identified, closed to followed',
    body: z.strictObject({ text }),
    example: { text: 'سُجّلت الخطوة على الفرصة الخطأ (مثال).' },
    toCommand: async (body, _context, keep) => ({ words: await keep({ text: body.text }), frees: true }),
  }),
};

/** The body and the key of a request that is turned away before either has been looked at. */
function asSent({ request, receivedAt }: Context): { body: unknown; key: string } {
  return { body: request.body, key: request.get('idempotency-key') ?? receivedAt };
}
