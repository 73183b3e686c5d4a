import { z } from 'zod';
import { LocalDate } from './wording.ts';

const Moment = z.union([LocalDate, z.iso.datetime()], {
  error: 'An end or a beginning is a date, 2027-03-31, or an instant in UTC, 2027-03-31T09:00:00Z',
});

/** From when to when a version is in force, as its file says it. A version with an end is a memo (N-02). */
export const InForce = z
  .strictObject({
    from: Moment.optional(),
    until: Moment.optional(),
    replaces: z.int().positive().optional(),
  })
  .refine(({ until, replaces }) => replaces === undefined || until !== undefined, {
    error: 'Only a memo, which has an end, replaces another memo: give `until`',
    path: ['replaces'],
  });

/** When new cases come under a version: instants in UTC. */
export interface Term {
  /** Left out: since ever. */
  from?: string;
  /** From this instant on no more: the version is a memo. Left out: it has no end. */
  until?: string;
  /** The memo that this memo replaces. */
  replaces?: number;
}
