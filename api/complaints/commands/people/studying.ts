/** Quality studies a complaint: the bodies of the commands (N-14). */

import { z } from 'zod';
import { text } from '../../../../application/text.ts';
import type { StudyCommands } from '../../../../domain/complaint/aspects/study.ts';
import { type Definitions, define } from '../../../cases/command-definition.ts';

const body = z.strictObject({ text });

export const studyCommands: Definitions<StudyCommands> = {
  comment: define({
    summary: 'Comment on the complaint: the owner hears of it, and nothing of the case changes (N-14)',
    body,
    example: { text: 'تكررت هذه المشكلة ثلاث مرات هذا الشهر في المركز نفسه (مثال).' },
    toCommand: async ({ text: words }, _context, keep) => ({ words: await keep({ text: words }) }),
  }),
  ask: define({
    summary: 'Ask about the complaint: the owner hears of it and answers on record (N-14)',
    body,
    example: { text: 'متى تواصلتم مع المركز، وبم أجاب؟' },
    toCommand: async ({ text: words }, _context, keep) => ({ words: await keep({ text: words }) }),
  }),
  'answer-question': define({
    summary: 'Answer a question about the complaint: who asked hears of it (N-14)',
    body: z.strictObject({
      question: z.string().min(1).max(10).meta({ description: 'Its id among `questions` of the view.' }),
      text,
    }),
    example: { question: '1', text: 'تواصلنا مع المركز اليوم، ووعد بالرد غدًا (مثال).' },
    toCommand: async ({ question, text: words }, _context, keep) => ({ question, words: await keep({ text: words }) }),
  }),
};
