import { z } from 'zod';
import { Amount } from '../../../schema/clocks.ts';
import { Name, sourceKeys } from '../../../schema/wording.ts';

/** When staff are warned that a new complaint may be one that is there already. */
export const Duplicates = z.strictObject({
  ...sourceKeys,
  withinDays: z
    .int()
    .positive()
    .max(366)
    .meta({ description: 'Calendar days between the two, for the same customer and category.' }),
  atLeast: z
    .int()
    .min(1)
    .max(100)
    .meta({ description: 'How many in a hundred of the words of both must be the same.' }),
  compare: z
    .array(z.string())
    .default([])
    .meta({ description: 'The fields whose words are compared. Left out: all of them.' }),
});

/** How long a merging can be undone. Left out: not at all. */
export const Merging = z.strictObject({
  ...sourceKeys,
  undoWithin: Amount,
  undone: z.string().min(1).meta({
    description: 'Template of the message to every customer who was told of the merging, by the same channels.',
  }),
});

/** Many complaints with one cause, held together. Left out: there are no incidents. */
export const Incidents = z.strictObject({
  ...sourceKeys,
  answersApprovedBy: z.array(Name).min(1).optional().meta({
    description: 'Roles of which another person approves the one answer before it is sent. Left out: nobody has to.',
  }),
});
