import { z } from 'zod';
import { eventNames, ticketEventNames } from '../vocabulary/complaint.ts';
import {
  followedItemEventNames,
  leadEventNames,
  recordChangeEventNames,
  surveyCycleEventNames,
} from '../vocabulary/kinds.ts';
import { Name, sourceKeys, Wording } from './wording.ts';

const count = z.int('An amount is a positive whole number').positive('An amount is a positive whole number');

const elapsed = z
  .string()
  .regex(
    /^P(?=\d|T\d)(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/,
    'An elapsed amount is an ISO 8601 duration in weeks, days, hours, minutes and seconds, such as PT24H',
  )
  .refine((text) => /[1-9]/.test(text), 'An elapsed amount is longer than nothing');

/** One unit in one amount; their exact meaning is in the design, section 3. */
export const Amount = z.union(
  [
    z.strictObject({ workingDays: count }),
    z.strictObject({ workingHours: count }),
    z.strictObject({ workingMinutes: count }),
    z.strictObject({ elapsed }),
    z.strictObject({ calendarDays: count }),
    z.strictObject({ months: count }),
  ],
  { error: 'An amount names one unit: workingDays, workingHours, workingMinutes, elapsed, calendarDays or months' },
);

export const Rung = z.union([z.literal('at'), z.strictObject({ before: Amount }), z.strictObject({ after: Amount })], {
  error: 'A rung is `at`, `before: {amount}` or `after: {amount}`',
});

/** Where a rule holds only for some cases. Left out: for all. */
export const Condition = z.strictObject({
  channels: z.array(Name).min(1).optional(),
  customerClasses: z.array(Name).min(1).optional(),
  categories: z.array(Name).min(1).optional(),
});

type AnyRecipient = 'customer' | 'owner' | 'giver' | 'receiver' | 'appointee' | 'former-contact' | `role:${string}`;

export const Recipient = z
  .string()
  .regex(
    /^(customer|owner|giver|receiver|appointee|former-contact|role:[a-z][a-z0-9-]*)$/,
    'A recipient is `customer`, `owner`, `giver`, `receiver`, `appointee`, `former-contact` or `role:` and a role',
  )
  .transform((text) => text as AnyRecipient);

export const LadderStep = z.strictObject({
  ...sourceKeys,
  when: Condition.optional(),
  rung: Rung,
  tell: z.array(Recipient).min(1),
  urgent: z.boolean().default(false).meta({ description: 'True: the message also goes outside opening hours.' }),
});

/** A clock of a kind of case to which these events can happen. */
function clockAmong(events: readonly string[]) {
  const Event = z.enum(events) as z.ZodType<string>;
  return z.strictObject({
    ...sourceKeys,
    title: Wording,
    when: Condition.optional(),
    due: Amount,
    start: z.strictObject({
      on: z.array(Event).min(1),
      from: z.enum(['event', 'received', 'complete', 'programmeEnd']).default('event').meta({
        description:
          '`event`: the instant of the event itself. `received`: receipt. `complete`: the instant at which the complaint was complete, in retrospect. `programmeEnd`: of a survey cycle, the last day of its programme. A later round always counts from the event that opened it, whatever stands here.',
      }),
    }),
    stop: z.strictObject({ on: z.array(Event).min(1), need: z.enum(['any', 'all']).default('any') }),
    ladder: Name.meta({ description: 'Name of one of the ladders of the pack.' }),
  });
}

/** A message about a kind of case to which these events can happen. */
function noticeAmong(events: readonly string[]) {
  return z.strictObject({
    ...sourceKeys,
    on: z.enum(events) as z.ZodType<string>,
    when: Condition.optional(),
    to: Recipient,
    channels: z.array(z.enum(['sms', 'email'])).min(1),
    template: Name,
    urgent: z.boolean().default(false),
  });
}

/** A clock of a complaint, which the pack may let be extended. */
export const Clock = clockAmong(eventNames).extend({
  extension: Amount.optional().meta({
    description: 'By how much a second person may extend it, once and before its breach, in the unit of `due`.',
  }),
  overall: z.boolean().optional().meta({
    description:
      'True: one limit for all rounds. A later round does not renew it; what turns out to be no solution lets it run on from its start.',
  }),
});
export const TicketClock = clockAmong(ticketEventNames);
export const RecordChangeClock = clockAmong(recordChangeEventNames);
export const SurveyCycleClock = clockAmong(surveyCycleEventNames);
/** A clock of a lead, which may begin anew every week. */
export const LeadClock = clockAmong(leadEventNames).extend({
  recurs: z.boolean().optional().meta({
    description:
      'True: every start begins another one beside those that still run; the event that stops those may start it.',
  }),
});
export type Clock = z.infer<typeof Clock>;

export const Notice = noticeAmong(eventNames);
export const TicketNotice = noticeAmong(ticketEventNames);
export const RecordChangeNotice = noticeAmong(recordChangeEventNames);
export const FollowedItemNotice = noticeAmong(followedItemEventNames);
export const SurveyCycleNotice = noticeAmong(surveyCycleEventNames);
export const LeadNotice = noticeAmong(leadEventNames);
export type Notice = z.infer<typeof Notice>;

export const Windows = z.strictObject({
  followUp: z.strictObject({ ...sourceKeys, lasts: Amount }),
  reopen: z.strictObject({ ...sourceKeys, lasts: Amount }),
  completion: z.strictObject({ ...sourceKeys, lasts: Amount }),
  disown: z
    .strictObject({ ...sourceKeys, lasts: Amount })
    .optional()
    .meta({
      description:
        'How long the customer may say that it is not so what staff recorded in the customer’s name. Left out: as the follow-up.',
    }),
});
