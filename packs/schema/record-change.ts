import { z } from 'zod';
import { registryActions } from '../vocabulary/kinds.ts';
import { RecordChangeClock, RecordChangeNotice } from './clocks.ts';
import { Titled } from './people.ts';
import { Name, sourceKeys } from './wording.ts';

/** Who takes a step: anybody of these roles, or anyone who stands in for one of them. */
const Step = z.strictObject({ ...sourceKeys, roles: z.array(Name).min(1) });

/** How customers' records are changed: by form, with four eyes, by the steward's hand (N-19, N-20, F-04). */
export const RecordChangeRules = z.strictObject({
  ...sourceKeys,
  group: Name.meta({ description: 'The group whose forms these are.' }),
  actions: z
    .partialRecord(z.enum(registryActions), Titled)
    .refine((actions) => registryActions.every((action) => actions[action]), {
      error: `Each of ${registryActions.join(', ')} needs its title`,
    })
    .meta({ description: 'What a form can ask for, in the words of the organisation.' }),
  steps: z.strictObject({
    prepare: Step,
    review: Step,
    approve: Step.extend({ need: z.int().positive().max(5).default(1) }).meta({
      description: '`need`: how many different people must approve.',
    }),
    approveFields: Step.meta({
      description: 'Who approves which fields there are: each of these roles, by a person of its own (F-04).',
    }),
    enter: Step,
    archive: Step,
  }),
  separation: z.strictObject({ ...sourceKeys, reviewerMayApprove: z.boolean(), preparerMayEnter: z.boolean() }).meta({
    description: 'That who prepares neither reviews nor approves, and who approves does not enter, is always so.',
  }),
  clocks: z.record(Name, RecordChangeClock),
  notices: z.array(RecordChangeNotice),
});
