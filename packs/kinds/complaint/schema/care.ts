/** What staff owe a customer beside the answer: daily contact, appointments, and the steps to go through. */
import { z } from 'zod';
import { Amount, Condition } from '../../../schema/clocks.ts';
import { Name, sourceKeys, Wording } from '../../../schema/wording.ts';

const DailyContact = z.strictObject({ ...sourceKeys, when: Condition.optional() });

/** On which cases each working day without contact with the customer is a fact that is told (N-12). */
export const DailyContactRules = z.strictObject({
  whileOpen: DailyContact.optional().meta({ description: 'Until it is answered.' }),
  untilClosed: DailyContact.optional().meta({
    description: 'The answer is phoned out daily until the case is closed.',
  }),
  channels: z.array(Name).min(1).optional().meta({
    description: 'By which of them the customer must have been reached or tried. Left out: by any, letters included.',
  }),
});

/** Who has to contact the complainant, besides the person to whom somebody else has assigned the case (B-06). */
export const ContactBy = z.strictObject({ ...sourceKeys, roles: z.array(Name).min(1) });

/** Call-backs, video calls and meetings (G-07, G-09). Left out: none can be booked. */
export const AppointmentRules = z.strictObject({
  ...sourceKeys,
  remindBefore: Amount.meta({ description: 'How long before it the member of staff is reminded.' }),
  grace: Amount.meta({ description: 'How long after it, without a result, it counts as missed.' }),
});

/** Steps that staff tick off, in this order, with each case of these categories (B-07). */
export const Checklist = z.strictObject({
  ...sourceKeys,
  title: Wording,
  categories: z.array(Name).min(1).optional().meta({ description: 'Left out: every category.' }),
  steps: z.record(Name, Wording).refine((steps) => Object.keys(steps).length > 0, 'A checklist has steps'),
});

/** Complaints without a name, as about staff (F-10). Left out: each complaint has a customer. */
export const AnonymousRules = z.strictObject({
  ...sourceKeys,
  categories: z.array(Name).min(1).meta({ description: 'What may be brought without a name.' }),
  roles: z
    .array(Name)
    .min(1)
    .meta({ description: 'Roles that it is open to, and to nobody else but those whom they name.' }),
});

/** Letters to customers who have no telephone and no e-mail. Left out: each customer needs one of them. */
export const LetterRules = z.strictObject({
  ...sourceKeys,
  roles: z.array(Name).min(1).meta({ description: 'Roles that print letters, and say what became of them.' }),
});
