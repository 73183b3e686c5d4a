/** The steps of a survey cycle, as people give them. */

import { z } from 'zod';
import { invalid } from '../../application/refused.ts';
import { settledReport } from '../../application/survey-cycles/await-report.ts';
import { followedAs } from '../../application/survey-cycles/followed-as.ts';
import { Given, mustBeTheDonors } from '../../application/survey-cycles/given-stories.ts';
import { mustMayAgree, NobodyAsked } from '../../application/survey-cycles/nobody-asked.ts';
import { QuestionnaireName, questionnaireIn } from '../../application/survey-cycles/questionnaire-in.ts';
import { mustBeAnother } from '../../application/survey-cycles/step-permissions.ts';
import { text } from '../../application/text.ts';
import { askedAndAnswered } from '../../db/survey-answers.ts';
import { noteClosing } from '../../db/surveys.ts';
import type { SurveyCycleCommandName, SurveyCycleCommands } from '../../domain/survey-cycle/commands.ts';
import { surveyId } from '../../domain/survey-cycle/questionnaire.ts';
import { type Definitions, define, optionalWords } from '../cases/command-definition.ts';
import { mustBeAhead, mustWorkHere, RecommendationBody } from './recommendation-body.ts';

const note = text.optional().meta({ description: 'What the others should know.' });

export const surveyCycleCommandDefinitions: Definitions<Pick<SurveyCycleCommands, SurveyCycleCommandName>> = {
  prepare: define({
    summary: 'Put the questionnaires before the managers: that for beneficiaries, and that for donors (step 1)',
    body: z.strictObject({ questionnaire: QuestionnaireName, donors: QuestionnaireName, text: note }),
    example: {
      questionnaire: { id: 'satisfaction', version: 1 },
      donors: { id: 'donor-satisfaction', version: 1 },
    },
    async toCommand(body, context, keep) {
      const beneficiaries = await questionnaireIn(context, 'questionnaire', body.questionnaire);
      const donors = await questionnaireIn(context, 'donors', body.donors);
      return { questionnaires: { beneficiaries, donors }, words: await optionalWords(body.text, keep) };
    },
  }),
  review: define({
    summary: 'Agree to the questionnaires whose digest stands in If-Match; both managers must (step 2)',
    body: z.strictObject({ text: note }),
    example: {},
    ifMatch: 'required',
    permission: mustBeAnother,
    toCommand: async (body, { ifMatch }, keep) => ({
      digest: ifMatch ?? '',
      words: await optionalWords(body.text, keep),
    }),
  }),
  return: define({
    summary: 'Send the questionnaires back with the changes that are needed: all reviews so far are void (step 2)',
    body: z.strictObject({ text }),
    example: { text: 'نرجو إضافة سؤال عن مواعيد البرنامج.' },
    ifMatch: 'optional',
    permission: mustBeAnother,
    toCommand: async (body, { ifMatch }, keep) => ({ digest: ifMatch, words: await keep({ text: body.text }) }),
  }),
  'close-collection': define({
    summary: 'Close the collection of beneficiaries’ answers: later ones are kept and not counted (step 3)',
    body: z.strictObject({}),
    example: {},
    async toCommand(_body, { dependencies, found, receivedAt }) {
      // Before the cycle is asked, which may answer late: what comes from now on counts only if it does not close.
      await noteClosing(dependencies.database, surveyId(found.number, 'beneficiaries'), receivedAt);
      return {};
    },
  }),
  report: define({
    summary: 'Freeze the analysis, and say what the results mean (step 4)',
    body: z.strictObject({ text }),
    example: { text: 'مستوى الرضا مرتفع إجمالًا، ونقطة الضعف الأبرز هي مواعيد البرنامج.' },
    toCommand: async (body, _context, keep) => ({ words: await keep({ text: body.text }) }),
    settled: settledReport,
  }),
  discuss: define({
    summary: 'Sign that the report whose digest stands in If-Match has been discussed; both managers must (step 5)',
    body: z.strictObject({ text: note }),
    example: {},
    ifMatch: 'required',
    permission: mustBeAnother,
    toCommand: async (body, { ifMatch }, keep) => ({
      digest: ifMatch ?? '',
      words: await optionalWords(body.text, keep),
    }),
  }),
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
      const { dependencies, found, receivedAt } = context;
      await mustBeTheDonors(context, given);
      const donors = surveyId(found.number, 'donors');
      const counts = await askedAndAnswered(dependencies.database, donors);
      const unasked = nobodyAsked && { agreedBy: await mustMayAgree(context, nobodyAsked.agreedBy) };
      await noteClosing(dependencies.database, donors, receivedAt);
      const words = await keep({ text: stories, ...(nobodyAsked ? { nobodyAsked: nobodyAsked.why } : {}) });
      return { words, given, ...counts, ...(unasked ? { unasked } : {}) };
    },
    settled: settledReport,
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
      for (const [place, { owner, dueOn }] of given.entries()) {
        await mustWorkHere(context, `steps.${place}.owner`, owner);
        mustBeAhead(context, `steps.${place}.dueOn`, dueOn);
      }
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
