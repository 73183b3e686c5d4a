import { z } from 'zod';
import { Amount, clockAmong, noticeAmong } from '../../../schema/clocks.ts';
import { sourceKeys } from '../../../schema/wording.ts';
import { eventNames } from '../vocabulary.ts';

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

export const Notice = noticeAmong(eventNames);

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
