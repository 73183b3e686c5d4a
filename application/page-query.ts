import { z } from 'zod';
import { wholeNumber } from './whole-number.ts';

/** How a list is read page by page: how much at a time, and from where on. */
export const pageQuery = {
  limit: wholeNumber(z.coerce.number().int().min(1).max(200).default(50)),
  cursor: z
    .string()
    .max(300)
    .regex(/^[\w-]+$/, 'is none that a list gave')
    .optional(),
};
