import { z } from 'zod';

/** Words of a person, as long as a letter. */
export const text = z.string().trim().min(1).max(10_000);
