import { z } from 'zod';
import { Amount } from '../../../schema/clocks.ts';
import { Name, sourceKeys } from '../../../schema/wording.ts';

/** How long a colleague has to accept a hand-over, until the case returns to the first owner (G-04). */
export const HandOverRules = z.strictObject({ ...sourceKeys, within: Amount });

/** Whether a case gets an owner by itself: who is present in its group and has the least to do. */
export const AssignmentRules = z.discriminatedUnion('mode', [
  z.strictObject({ ...sourceKeys, mode: z.literal('none') }),
  z.strictObject({
    ...sourceKeys,
    mode: z.literal('round-robin'),
    among: Name.meta({ description: 'A role.' }),
    on: z.enum(['received', 'accepted']).default('accepted'),
  }),
]);
