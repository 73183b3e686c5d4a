import { z } from 'zod';
import { wordingSchema } from '../../application/wording-schema.ts';

const Absence = z.object({
  id: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  deputy: z.string(),
  scope: z.array(z.string()).optional(),
  enteredBy: z.string(),
  confirmedBy: z.string().optional(),
  replaces: z.string().optional(),
});

export const Fact = z.object({
  id: z.string(),
  type: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
  detail: z.record(z.string(), z.unknown()),
  previous: z.string().meta({ description: 'The digest of the fact before it.' }),
  digest: z.string(),
});

export const Member = z
  .object({
    staffId: z.string(),
    name: wordingSchema,
    roles: z.array(z.string()),
    groups: z.array(z.string()),
    departments: z.array(z.string()),
    absences: z.array(Absence),
    status: z.enum(['invited', 'active', 'away', 'off', 'left']),
    proposedPlace: z
      .object({
        why: z.enum(['invited', 'changed', 'switched-on']),
        roles: z.array(z.string()),
        groups: z.array(z.string()),
        departments: z.array(z.string()),
        proposedBy: z.string(),
        email: z.string().optional().meta({ description: 'Of whoever is invited: where the code to come in will go.' }),
      })
      .nullable()
      .meta({ description: 'It gives nobody rights until a second person has confirmed it.' }),
    proposedSecondFactorReset: z.object({ proposedBy: z.string() }).nullable().meta({
      description: 'That the second factor be taken away: it waits for a second person.',
    }),
    proposedAbsences: z.array(Absence).meta({ description: 'They give nobody rights until they are confirmed.' }),
  })
  .meta({ id: 'StaffMember' });
