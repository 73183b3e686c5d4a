/** What is to be done against weak points: proposed, agreed on, and decided (steps 6 and 7). */

import { z } from 'zod';
import { optionalWords } from '../../../application/cases/execute-command.ts';
import { mustBeAnother } from '../../../application/cases/permission.ts';
import type { SurveyCycleCommands } from '../../../domain/survey-cycle/commands.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';
import {
  decisionsBody,
  decisionsIn,
  mustBeAssignable,
  note,
  RecommendationBody,
} from '../../cases/recommendation-body.ts';

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
      await mustBeAssignable(context, 'recommendations', given);
      const recommendations = given.map(({ owner, dueOn }, place) => ({ id: String(place + 1), owner, dueOn }));
      const fields = Object.fromEntries(given.map((one, place) => [String(place + 1), one.text]));
      return { recommendations, words: await keep({ fields, ...(more ? { text: more } : {}) }) };
    },
  }),
  decide: define({
    summary: 'Decide on recommendations, each with a reason; once all are decided the donors are asked (step 7)',
    body: z.strictObject({ decisions: decisionsBody(z.enum(['accepted', 'rejected'])) }),
    example: {
      decisions: [{ recommendation: '1', verdict: 'accepted', text: 'خطوة مناسبة ولا تتطلب تكلفة إضافية.' }],
    },
    permission: mustBeAnother,
    async toCommand({ decisions: given }, context, keep) {
      const { decisions, fields } = await decisionsIn(context, given);
      return { decisions, words: await keep({ fields }) };
    },
  }),
};
