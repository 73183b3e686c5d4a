/** What donors have answered, what follows from it, and the end of the cycle (step 8). */

import { z } from 'zod';
import { followedAs } from '../../../application/cases/followed-as.ts';
import { awaitReport } from '../../../application/survey-cycles/await-report.ts';
import { askedIn, closeSurvey } from '../../../application/survey-cycles/close-survey.ts';
import { Given, mustBeTheDonors } from '../../../application/survey-cycles/given-stories.ts';
import { mustMayAgree, NobodyAsked } from '../../../application/survey-cycles/nobody-asked.ts';
import { text } from '../../../application/text.ts';
import type { SurveyCycleCommands } from '../../../domain/survey-cycle/commands.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';
import { mustBeAssignable, RecommendationBody } from '../../cases/recommendation-body.ts';

export const endingCommands: Definitions<Pick<SurveyCycleCommands, 'finish' | 'act' | 'withdraw'>> = {
  finish: define({
    summary:
      'Close the donors’ survey with the success stories that they were given: the report of it ends the cycle (step 8)',
    body: z.strictObject({
      stories: text,
      given: Given,
      nobodyAsked: NobodyAsked.optional().meta({
        description: 'Only where no donor could be asked: why, and who agreed.',
      }),
    }),
    example: {
      stories: 'قصة نجاح (مثال): أسرة استفادت من البرنامج وبدأت مشروعها الصغير.',
      given: [],
      nobodyAsked: { why: 'مُوّل البرنامج من موارد الجمعية ولا مانح له (مثال).', agreedBy: '{organisation}.manager.2' },
    },
    async toCommand({ stories, given, nobodyAsked }, context, keep) {
      await mustBeTheDonors(context, given);
      const counts = await askedIn(context, 'donors');
      const unasked = nobodyAsked && { agreedBy: await mustMayAgree(context, nobodyAsked.agreedBy) };
      await closeSurvey(context, 'donors');
      const words = await keep({ text: stories, ...(nobodyAsked ? { nobodyAsked: nobodyAsked.why } : {}) });
      return { words, given, ...counts, ...(unasked ? { unasked } : {}) };
    },
    settled: awaitReport,
  }),
  act: define({
    summary: 'Say what follows from what donors said, each step with owner and date, or why nothing does (N-09)',
    body: z.strictObject({
      steps: z
        .array(RecommendationBody)
        .max(20)
        .meta({ description: 'What shall be done, and is followed. May be empty.' }),
      text: text.meta({
        description: 'What the results mean: what is weak and is mended, what is strong and is kept.',
      }),
    }),
    example: {
      steps: [
        {
          text: 'إرسال تقرير مصور للمانحين بعد كل برنامج (مثال).',
          owner: '{organisation}.agent.1',
          dueOn: '2030-01-06',
        },
      ],
      text: 'رضا المانحين مرتفع، والأضعف هو ما يصلهم من أخبار البرنامج (مثال).',
    },
    async toCommand({ steps: given, text: words }, context, keep) {
      await mustBeAssignable(context, 'steps', given);
      const steps = given.map(({ owner, dueOn }, place) => {
        const id = `donors-${place + 1}`;
        return { id, owner, dueOn, ...followedAs(context, { recommendation: id, verdict: 'accepted' }) };
      });
      const fields = Object.fromEntries(given.map((one, place) => [`donors-${place + 1}`, one.text]));
      return { steps, words: await keep({ fields, text: words }) };
    },
  }),
  withdraw: define({
    summary: 'End the cycle without a decision, with the reason',
    body: z.strictObject({ text }),
    example: { text: 'أُلغي البرنامج قبل تنفيذه.' },
    toCommand: async (body, _context, keep) => ({ words: await keep({ text: body.text }) }),
  }),
};
