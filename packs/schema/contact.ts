import { z } from 'zod';
import { sourceKeys, Wording } from './wording.ts';

/** How customers reach the organisation, and as whom it writes to them: its own, and no other's on the same server. */
export const ContactDetails = z.strictObject({
  ...sourceKeys,
  phone: z.string().min(3).max(40),
  email: z.email(),
  address: Wording,
  hours: Wording,
  smsSender: z.string().min(1).max(20).meta({ description: 'Who an SMS is from, as telephones show it.' }),
  mailFrom: z.email().meta({ description: 'The sender of e-mail.' }),
  publicUrl: z
    .url({ protocol: /^https$/ })
    .optional()
    .meta({ description: 'Where its customers reach the API, where that is an address of its own.' }),
});
export type ContactDetails = z.infer<typeof ContactDetails>;
