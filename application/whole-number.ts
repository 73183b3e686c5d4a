import { z } from 'zod';

/** Digits as everybody writes them in an address: no sign, no exponent, no other base, no digits of other scripts. */
const digits = /^\d{1,15}$/;

/** A number in a query, as its schema has it. What only a lenient reader would take for one is none. */
export function wholeNumber<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((text) => (typeof text === 'string' && !digits.test(text) ? Number.NaN : text), schema);
}
