/** Claims and goodwill: the bodies of the commands, and who may not decide. */

import { z } from 'zod';
import { type KeepWords, optionalWords } from '../../../application/cases/execute-command.ts';
import { mustBeSomebodyElse } from '../../../application/cases/permission.ts';
import { pinnedPack } from '../../../application/cases/reading/find-case.ts';
import { checkedAmount, mustBeAttached } from '../../../application/complaints/checked-claim.ts';
import { invalid } from '../../../application/refused.ts';
import { text } from '../../../application/text.ts';
import type { ClaimCommands } from '../../../domain/complaint/aspects/claims.ts';
import type { GoodwillCommands } from '../../../domain/complaint/aspects/goodwill.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';

const amount = z
  .string()
  .trim()
  .max(20)
  .meta({ description: 'Decimal text in the currency of the policy, such as `350.00`; never a number.' });
const attachments = z
  .array(z.string().min(1).max(200))
  .max(20)
  .meta({ description: 'Ids of attachments of this complaint that show what is owed.' });
const currency = z.string().meta({ description: 'Where it is given it must be that of the policy.' }).optional();

export const claimCommands: Definitions<ClaimCommands & GoodwillCommands> = {
  'prepare-claim': define({
    summary: 'Prepare a claim of the customer’s for its decision: amount and evidence; one at a time (C-05)',
    body: z.strictObject({ amount, currency, text: text.optional(), attachments: attachments.default([]) }),
    example: { amount: '75.00', text: 'وصلت الشحنة تالفة، وقيمتها بحسب الفاتورة المرفقة في الطلب.' },
    toCommand: async (body, context, keep: KeepWords) => {
      const { text: words, attachments: ids } = body;
      const given = checkedAmount(context, body.amount, body.currency);
      mustBeAttached(context, ids);
      if (words === undefined && ids.length === 0) throw invalid('text', 'is required where there is no attachment');
      return { amount: given, words: await optionalWords(words, keep), attachments: ids };
    },
  }),
  'amend-claim': define({
    summary: 'Change the claim that waits; approvals of what it said before do not count any more',
    body: z.strictObject({
      amount: amount.optional(),
      currency,
      text: text.optional(),
      attachments: attachments.optional(),
    }),
    example: { amount: '60.00', text: 'خُفّض المبلغ بعد خصم ما سُدّد.' },
    toCommand: async (body, context, keep) => {
      const { text: words, attachments: ids } = body;
      const given = body.amount === undefined ? null : checkedAmount(context, body.amount, body.currency);
      if (ids) mustBeAttached(context, ids);
      if (given === null && words === undefined && !ids) throw invalid('amount', 'nothing is changed');
      return { amount: given, words: await optionalWords(words, keep), attachments: ids ?? null };
    },
  }),
  'approve-claim': define({
    summary:
      'Approve the claim or benefit whose digest stands in If-Match; the amount decides how many must (C-12, X-02)',
    body: z.strictObject({}),
    example: {},
    ifMatch: 'required',
    permission: mustBeSomebodyElse,
    toCommand: async (_body, { ifMatch }) => ({ digest: ifMatch ?? '' }),
  }),
  'reject-claim': define({
    summary: 'Reject the claim or benefit, with the reason; with If-Match only where it is as it was seen',
    body: z.strictObject({ text }),
    example: { text: 'لا تثبت المستندات قيمة المطالبة.' },
    ifMatch: 'optional',
    permission: mustBeSomebodyElse,
    toCommand: async (body, { ifMatch }, keep) => ({ digest: ifMatch, words: await keep({ text: body.text }) }),
  }),
  'record-goodwill': define({
    summary: 'Record an apology, a benefit granted as goodwill, or both; above the limit it waits for approval (B-08)',
    body: z.strictObject({
      apology: z.boolean(),
      benefit: z
        .strictObject({
          kind: z.string().min(1).max(100).meta({ description: 'One of the benefits of the policy.' }),
          amount: amount.meta({ description: 'What it is worth.' }),
          currency,
        })
        .optional(),
      text,
    }),
    example: {
      apology: true,
      benefit: { kind: 'voucher', amount: '25.00' },
      text: 'نعتذر عن التأخير، ونقدّم لكم قسيمة شراء.',
    },
    toCommand: async ({ apology, benefit, text: words }, context, keep) => {
      const { benefits } = pinnedPack(context).kinds.complaint.claims.goodwill;
      if (!apology && !benefit) throw invalid('benefit', 'is required where there is no apology');
      if (benefit && !Object.hasOwn(benefits, benefit.kind)) {
        throw invalid('benefit.kind', `must be one of ${Object.keys(benefits).join(', ')}`);
      }
      const worth = benefit ? checkedAmount(context, benefit.amount, benefit.currency) : null;
      return { apology, benefit: benefit?.kind ?? null, amount: worth, words: await keep({ text: words }) };
    },
  }),
};
