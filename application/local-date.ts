import { z } from 'zod';

/** A local date that a calendar can count with: of a year from 1000 to 2999. */
export const localDate = z.iso.date().regex(/^[12]/, 'must be a date such as 2030-01-31');
