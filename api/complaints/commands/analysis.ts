/** Who can help, and what the team has discussed: the bodies of the commands. */

import { z } from 'zod';
import { assignee } from '../../../application/cases/assignee.ts';
import { pinnedPack } from '../../../application/cases/reading/find-case.ts';
import { invalid } from '../../../application/refused.ts';
import { text } from '../../../application/text.ts';
import { saying } from '../../../application/wordy.ts';
import type { AnalysisCommands } from '../../../domain/complaint/aspects/study.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';

export const analysisCommands: Definitions<AnalysisCommands> = {
  'find-party': define({
    summary: 'Say who can help with the solution, and the analysis of the complaint (N-12)',
    body: z
      .strictObject({
        party: z.string().min(1).max(100).meta({ description: 'A department of the organisation, or `outside`.' }),
        name: z.string().trim().min(1).max(200).optional().meta({ description: 'Who it is, of a party outside.' }),
        analysis: saying(3).meta({ description: 'What the complaint comes from, in three words at least.' }),
      })
      .refine(({ party, name }) => party !== 'outside' || name !== undefined, {
        path: ['name'],
        error: 'is required of a party outside',
      }),
    example: { party: 'outside', name: 'شركة الصيانة (مثال)', analysis: 'تأخر إصلاح المصعد لدى شركة الصيانة.' },
    toCommand: async ({ party, name, analysis }, context, keep) => {
      const known = [...Object.keys(pinnedPack(context).departments), 'outside'];
      if (!known.includes(party)) throw invalid('party', `must be one of ${known.join(', ')}`);
      return { party, words: await keep({ text: analysis, ...(name ? { party: name } : {}) }) };
    },
  }),
  'record-discussion': define({
    summary: 'Record that the team has discussed the complaint: who, and what came of it (B-06)',
    body: z.strictObject({
      people: z
        .array(z.string().min(1).max(100))
        .min(1)
        .max(20)
        .meta({ description: 'Staff ids of those who took part.' }),
      text,
    }),
    example: { people: ['{organisation}.agent.2'], text: 'ناقش الفريق الشكوى واتفق على زيارة المستفيد اليوم.' },
    toCommand: async ({ people, text: words }, context, keep) => {
      const known: string[] = [];
      for (const person of people) known.push(await assignee(context, person, 'people'));
      return { people: known, words: await keep({ text: words }) };
    },
  }),
};
