import { z } from 'zod';

/** A text in both languages, as an answer has it. */
export const wordingSchema = z.object({ ar: z.string(), en: z.string() });
