/** Decisions on recommendations, and the end without one. */

import { z } from 'zod';
import { followedAs } from '../../../application/cases/followed-as.ts';
import { mustTakeStep } from '../../../application/cases/permission.ts';
import { mustWorkHere } from '../../../application/organisation/on-the-staff.ts';
import { invalid } from '../../../application/refused.ts';
import { text } from '../../../application/text.ts';
import type { ProcedureCommands } from '../../../domain/procedure/commands.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';
import { mustBeAhead } from '../../cases/future-instant.ts';
import { RecommendationBody } from '../../cases/recommendation-body.ts';
import { step } from '../brought.ts';

const Verdict = z.strictObject({
  recommendation: z.string().min(1).max(10).meta({ description: 'Its id.' }),
  verdict: z.enum(['accepted', 'rejected', 'deferred']).meta({
    description: 'What is accepted is followed as an item of its own. What is deferred is left to the next occurrence.',
  }),
  text: text.meta({ description: 'Why.' }),
  owner: RecommendationBody.shape.owner.optional().meta({ description: 'Left out: as it was proposed.' }),
  dueOn: RecommendationBody.shape.dueOn.optional().meta({ description: 'Left out: as it was proposed.' }),
});

export const decidingCommands: Definitions<Pick<ProcedureCommands, 'decide' | 'withdraw'>> = {
  decide: define({
    summary: 'Decide on recommendations, each with a reason: somebody other than who raised it does',
    body: z.strictObject({ step, decisions: z.array(Verdict).min(1).max(20) }),
    example: {
      decisions: [{ recommendation: '1-1', verdict: 'accepted', text: 'خطوة مناسبة ولا تتطلب تكلفة إضافية (مثال).' }],
    },
    permission: mustTakeStep,
    async toCommand({ step: named, decisions: given }, context, keep) {
      const ids = given.map(({ recommendation }) => recommendation);
      if (new Set(ids).size < ids.length) throw invalid('decisions', 'decide twice on one recommendation');
      for (const [place, { owner, dueOn }] of given.entries()) {
        if (owner) await mustWorkHere(context, `decisions.${place}.owner`, owner);
        if (dueOn) mustBeAhead(context, `decisions.${place}.dueOn`, dueOn);
      }
      const fields = Object.fromEntries(given.map((one) => [one.recommendation, one.text]));
      const decisions = given.map(({ text: _, owner = null, dueOn = null, ...one }) => ({
        ...one,
        ...{ owner, dueOn },
        ...followedAs(context, one),
      }));
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
