import { z } from 'zod';
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

/** The cases for which a rule holds. Left out: all. */
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
export function clockAmong(events: readonly string[]) {
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
export function noticeAmong(events: readonly string[]) {
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

/** A clock of any kind of case. Only some kinds let it be extended, go on over all rounds, or begin anew beside itself. */
export type Clock = z.infer<ReturnType<typeof clockAmong>> & {
  extension?: z.infer<typeof Amount> | undefined;
  overall?: boolean | undefined;
  recurs?: boolean | undefined;
};
export type Notice = z.infer<ReturnType<typeof noticeAmong>>;
