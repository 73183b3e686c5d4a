/** Who may speak for a customer, and for how long. */
import { z } from 'zod';
import { Titled } from '../../../schema/people.ts';
import { Name, sourceKeys } from '../../../schema/wording.ts';
import { Notice } from './clocks.ts';

/** Left out: nobody represents a customer. */
export const RepresentativeRules = z.strictObject({
  ...sourceKeys,
  roles: z.array(Name).min(1).meta({ description: 'Roles that record and end a representation.' }),
  longestDays: z.int().min(1).max(3660).meta({ description: 'How long it lasts at most.' }),
  relations: z
    .record(Name, Titled)
    .refine((relations) => Object.keys(relations).length > 0, 'There is no relation to record'),
  notices: z.array(Notice).default([]),
});
