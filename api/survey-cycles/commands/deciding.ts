/** What is to be done against weak points: proposed, agreed on, and decided (steps 6 and 7). */

import { z } from 'zod';
import { optionalWords } from '../../../application/cases/execute-command.ts';
import { followedAs } from '../../../application/cases/followed-as.ts';
import { mustBeAnother } from '../../../application/cases/permission.ts';
import { mustWorkHere } from '../../../application/organisation/on-the-staff.ts';
import { invalid } from '../../../application/refused.ts';
import { text } from '../../../application/text.ts';
import type { SurveyCycleCommands } from '../../../domain/survey-cycle/commands.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';
import { mustBeAhead } from '../../cases/future-instant.ts';
import { note, RecommendationBody } from '../../cases/recommendation-body.ts';

export const decidingCommands: Definitions<Pick<SurveyCycleCommands, 'agree-steps' | 'decide'>> = {
  'agree-steps': define({
    summary: 'Put steps against weak points on the table, or agree to those whose digest stands in If-Match (step 6)',
    body: z.strictObject({
      recommendations: z.array(RecommendationBody).min(1).max(20).optional().meta({
        description: 'Left out: one agrees to the list that is on the table. Given: it takes the place of that list.',
      }),
      text: note,
    }),
    example: {
      recommendations: [
        { text: 'إعلان مواعيد البرنامج قبل أسبوع من بدايته.', owner: '{organisation}.agent.1', dueOn: '2030-01-06' },
      ],
    },
    ifMatch: 'optional',
    async toCommand({ recommendations: given, text: more }, context, keep) {
      if (!given) {
        return { recommendations: null, digest: context.ifMatch, words: await optionalWords(more, keep) };
      }
      for (const [place, { owner, dueOn }] of given.entries()) {
        await mustWorkHere(context, `recommendations.${place}.owner`, owner);
        mustBeAhead(context, `recommendations.${place}.dueOn`, dueOn);
      }
      const recommendations = given.map(({ owner, dueOn }, place) => ({ id: String(place + 1), owner, dueOn }));
      const fields = Object.fromEntries(given.map((one, place) => [String(place + 1), one.text]));
      return { recommendations, words: await keep({ fields, ...(more ? { text: more } : {}) }) };
    },
  }),
  decide: define({
    summary: 'Decide on recommendations, each with a reason; once all are decided the donors are asked (step 7)',
    body: z.strictObject({
      decisions: z
        .array(
          z.strictObject({
            recommendation: z.string().min(1).max(10).meta({ description: 'Its id in the list.' }),
            verdict: z.enum(['accepted', 'rejected']),
            text: text.meta({ description: 'Why.' }),
            owner: RecommendationBody.shape.owner.optional().meta({ description: 'Left out: as it was proposed.' }),
            dueOn: RecommendationBody.shape.dueOn.optional().meta({ description: 'Left out: as it was proposed.' }),
          }),
        )
        .min(1)
        .max(20),
    }),
    example: {
      decisions: [{ recommendation: '1', verdict: 'accepted', text: 'خطوة مناسبة ولا تتطلب تكلفة إضافية.' }],
    },
    permission: mustBeAnother,
    async toCommand({ decisions: given }, context, keep) {
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
      return { decisions, words: await keep({ fields }) };
    },
  }),
};
