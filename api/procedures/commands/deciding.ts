/** Decisions on recommendations, and the end without one. */

import { z } from 'zod';
import { mustTakeStep } from '../../../application/cases/permission.ts';
import { text } from '../../../application/text.ts';
import { detailOf } from '../../../domain/details.ts';
import type { ProcedureCommands } from '../../../domain/procedure/commands.ts';
import { followedAfterAll } from '../../../domain/procedure/deferred.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';
import { decisionsBody, decisionsIn } from '../../cases/recommendation-body.ts';
import { step } from '../brought.ts';

const Verdict = z.enum(['accepted', 'rejected', 'deferred']).meta({
  description:
    'What is accepted is followed as an item of its own. What is deferred comes again in the next one by calendar; without a calendar nothing is deferred.',
});

export const decidingCommands: Definitions<Pick<ProcedureCommands, 'decide' | 'withdraw'>> = {
  decide: define({
    summary: 'Decide on recommendations, each with a reason: somebody other than who raised it does',
    body: z.strictObject({ step, decisions: decisionsBody(Verdict) }),
    example: {
      decisions: [{ recommendation: '1-1', verdict: 'accepted', text: 'خطوة مناسبة ولا تتطلب تكلفة إضافية (مثال).' }],
    },
    permission: mustTakeStep,
    async toCommand({ step: named, decisions: given }, context, keep) {
      const { recommendations } = detailOf(context.found.view, 'procedure');
      const { decisions, fields } = await decisionsIn(context, followedAfterAll(recommendations, given));
      return { step: named ?? null, decisions, words: await keep({ fields }) };
    },
  }),
  withdraw: define({
    summary: 'End it without a result, with the reason',
    body: z.strictObject({ text }),
    example: { text: 'أُلغيت الحملة قبل تنفيذها (مثال).' },
    toCommand: async (body, _context, keep) => ({ words: await keep({ text: body.text }) }),
  }),
};
