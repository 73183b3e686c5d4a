import { z } from 'zod';
import { recordChange } from '../../../domain/record-change/kind.ts';
import { clockAmong, noticeAmong } from '../../schema/clocks.ts';
import { step, Titled } from '../../schema/people.ts';
import { Name, sourceKeys } from '../../schema/wording.ts';
import { eventsOf } from '../../vocabulary/names.ts';
import { registryActions } from '../../vocabulary/registry.ts';

/** What happens to it that may start or stop a clock, or be told to somebody. */
const events = eventsOf(recordChange, ['entryStarted']);

const Step = step();

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
  clocks: z.record(Name, clockAmong(events)),
  notices: z.array(noticeAmong(events)),
});
