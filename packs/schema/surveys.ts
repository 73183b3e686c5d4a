import { z } from 'zod';
import { questionnaireShape } from './questionnaire.ts';
import { Name, sourceKeys } from './wording.ts';

/** What the organisation asks in its surveys, and how paper forms get into the system (N-09, N-10). */
export const SurveyRules = z.strictObject({
  ...sourceKeys,
  paperForms: z
    .strictObject({ ...sourceKeys, people: z.int().min(1).max(2) })
    .meta({ description: 'How many people type the same paper form; what they typed differently is settled.' }),
  openLink: z
    .strictObject({ ...sourceKeys, perDevice: z.int().min(1).max(1000) })
    .meta({ description: 'How many forms one device may send to one survey by the link that everybody has.' }),
  questionnaires: z.record(Name, z.strictObject({ ...sourceKeys, version: z.int().positive(), ...questionnaireShape })),
});
