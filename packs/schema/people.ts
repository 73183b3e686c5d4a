import { z } from 'zod';
import { commandNames } from '../kinds/complaint/vocabulary.ts';
import { standardRoles } from '../vocabulary/roles-and-rules.ts';
import { Name, sourceKeys, Wording } from './wording.ts';

/** Changes to the rights that a role has from the default table; what is left out stays as it is there. */
export const RightsOverride = z.strictObject({
  ...sourceKeys,
  commands: z
    .partialRecord(z.enum(commandNames), z.enum(['yes', 'self', 'owner', 'delegate', 'no']))
    .optional()
    .meta({
      description:
        '`no` takes a command away; `owner`: only on one’s own case; `delegate`: only on one that somebody else assigned to one; `self`: assign only to oneself.',
    }),
  read: z.enum(['none', 'group', 'department', 'all']).optional(),
  words: z.enum(['none', 'own', 'department', 'all', 'with-reason']).optional(),
  replay: z.boolean().optional(),
  proofs: z.union([z.boolean(), z.literal('own')]).optional(),
  audit: z.boolean().optional(),
});

/** How somebody comes to hold a role. A role whose chain of appointment never reaches the organisation has no holder. */
export const Held = z.union(
  [
    z.literal('organisation'),
    z.strictObject({ appointedBy: Name, actsWhileAbsent: Name.optional() }),
    z.strictObject({ whoeverIs: Name }),
  ],
  { error: '`held` is `organisation`, `appointedBy: <role>` (perhaps with `actsWhileAbsent`) or `whoeverIs: <role>`' },
);

export const Role = z.strictObject({
  ...sourceKeys,
  title: Wording,
  as: z.enum(standardRoles).optional().meta({ description: 'Has the default rights of this role. Left out: none.' }),
  held: Held,
  holders: z
    .int()
    .min(1)
    .max(20)
    .optional()
    .meta({ description: 'How many people may hold it at a time. Left out: any number.' }),
  rights: RightsOverride.optional(),
});
export type Role = z.infer<typeof Role>;

export const Department = z.strictObject({
  ...sourceKeys,
  title: Wording,
  calendar: Name.optional().meta({ description: 'The calendar of its tickets. Left out: that of the organisation.' }),
});
export const Group = z.strictObject({ ...sourceKeys, title: Wording, department: Name });
export const Titled = z.strictObject({ ...sourceKeys, title: Wording });

/** A way in which customers reach the organisation: how it is called, and where it is (F-08). */
export const Channel = Titled.extend({
  at: Wording.optional().meta({ description: 'The number, address or place, in the words that a customer reads.' }),
});

/** Who takes a step: the people of these roles, and those who stand in for them. */
export const step = () => z.strictObject({ ...sourceKeys, roles: z.array(Name).min(1) });

/** A ground on which a customer goes first in every queue. */
export const PriorityGround = z.strictObject({ ...sourceKeys, title: Wording, priority: z.enum(['high', 'urgent']) });
