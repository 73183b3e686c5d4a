import { z } from 'zod';
import { saysEnough } from './wordy.ts';

const enough = 3;

/**
 * Why somebody looks at what their role reads for a stated reason only. A reason says something; a blank one is none, and the
 * look is refused as if it was left out (F-10).
 */
export const reasonOfLook = z
  .string()
  .max(500)
  .refine((given) => given.trim() === '' || saysEnough(given, enough), {
    error: `says it in ${enough} words at least`,
  })
  .transform((given) => (given.trim() === '' ? undefined : given))
  .optional()
  .meta({ description: 'Why an auditor looks at it, in three different words at least (F-10).' });
