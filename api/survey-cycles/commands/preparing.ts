/** The questionnaires, before anybody is asked (steps 1 and 2). */

import { z } from 'zod';
import { optionalWords } from '../../../application/cases/execute-command.ts';
import { mustBeAnother } from '../../../application/cases/permission.ts';
import { QuestionnaireName, questionnaireIn } from '../../../application/survey-cycles/questionnaire-in.ts';
import { text } from '../../../application/text.ts';
import type { SurveyCycleCommands } from '../../../domain/survey-cycle/commands.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';
import { note } from '../../cases/recommendation-body.ts';

export const preparingCommands: Definitions<Pick<SurveyCycleCommands, 'prepare' | 'review' | 'return'>> = {
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
};
