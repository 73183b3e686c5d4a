/** What beneficiaries have answered: collected, reported, and discussed (steps 3 to 5). */

import { z } from 'zod';
import { optionalWords } from '../../../application/cases/execute-command.ts';
import { mustBeAnother } from '../../../application/cases/permission.ts';
import { awaitReport } from '../../../application/survey-cycles/await-report.ts';
import { closeSurvey } from '../../../application/survey-cycles/close-survey.ts';
import { text } from '../../../application/text.ts';
import type { SurveyCycleCommands } from '../../../domain/survey-cycle/commands.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';
import { note } from '../../cases/recommendation-body.ts';

export const reportingCommands: Definitions<Pick<SurveyCycleCommands, 'close-collection' | 'report' | 'discuss'>> = {
  'close-collection': define({
    summary: 'Close the collection of beneficiaries’ answers: later ones are kept and not counted (step 3)',
    body: z.strictObject({}),
    example: {},
    async toCommand(_body, context) {
      await closeSurvey(context, 'beneficiaries');
      return {};
    },
  }),
  report: define({
    summary: 'Freeze the analysis, and say what the results mean (step 4)',
    body: z.strictObject({ text }),
    example: { text: 'مستوى الرضا مرتفع إجمالًا، ونقطة الضعف الأبرز هي مواعيد البرنامج.' },
    toCommand: async (body, _context, keep) => ({ words: await keep({ text: body.text }) }),
    settled: awaitReport,
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
};
