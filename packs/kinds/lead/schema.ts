import { z } from 'zod';
import { Amount, clockAmong, noticeAmong } from '../../schema/clocks.ts';
import { step, Titled } from '../../schema/people.ts';
import { Name, ReportTo, sourceKeys } from '../../schema/wording.ts';
import { leadEventNames } from './vocabulary.ts';

const Step = step();

/** A clock of a lead, which may begin anew every week. */
const LeadClock = clockAmong(leadEventNames).extend({
  recurs: z.boolean().optional().meta({
    description:
      'True: every start begins another one beside those that still run; the event that stops those may start it.',
  }),
});

/** How prospective donors of a programme are won: followed, reviewed every week, closed by a written pledge (N-05 to N-08). */
export const LeadRules = z.strictObject({
  ...sourceKeys,
  group: Name.meta({ description: 'The group whose leads these are.' }),
  fundedBy: z.enum(['lead', 'programme']).default('lead').meta({
    description:
      'When a lead is successful: once its own pledge is paid; or only once the funding that its programme needs has been received, whichever leads it came by.',
  }),
  factors: z.record(Name, Titled).meta({ description: 'What speaks for or against the success of a lead.' }),
  reviewOutcomes: z.record(Name, Titled).meta({ description: 'What the weekly review finds.' }),
  steps: z.strictObject({
    document: Step.meta({ description: 'Opens a lead, documents contacts and pledges.' }),
    close: Step.optional().meta({
      description: 'Closes a lead by the written pledge. Left out: whoever documents it.',
    }),
    manage: Step.meta({ description: 'Reviews every week, rates, corrects, cancels, and says that it has succeeded.' }),
    appoint: Step.meta({ description: 'Proposes who shall be the point of contact of a donor (N-08).' }),
  }),
  contact: z.strictObject({
    ...sourceKeys,
    appointment: Step.meta({ description: 'Any of these approves who becomes a point of contact.' }),
    permission: Step.meta({
      description: 'Each of these, by a person of its own, lets somebody else contact a donor.',
    }),
    decideWithin: Amount.meta({ description: 'After which a request lapses on which not all have decided.' }),
    permissionLasts: Amount,
  }),
  relationProblem: z
    .strictObject({ ...sourceKeys, category: Name, channel: Name, customerClass: Name })
    .meta({ description: 'The complaint that is opened where a pledge is not kept (N-25).' }),
  weeklyReport: ReportTo.optional().meta({
    description: 'To whom the weekly report of leads is sent (N-06). Left out: nobody.',
  }),
  clocks: z.record(Name, LeadClock),
  notices: z.array(noticeAmong(leadEventNames)),
});
