import { z } from 'zod';
import { asciiDigits } from '../../../domain/written-text.ts';

export const SentCodeView = z
  .object({
    channel: z.enum(['sms', 'email']),
    to: z.string().meta({ description: 'The contact that the case has, most of it hidden.' }),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'SentCode' });

export const GrantView = z
  .object({
    grant: z.string().meta({ description: 'Goes into the header Case-Secret, and acts until then.' }),
    until: z.iso.datetime(),
  })
  .meta({ id: 'CustomerGrant' });

/** A code of six digits in any script, or the secret that the opener kept. */
export const Code = z.preprocess(
  (given) => (typeof given === 'string' ? asciiDigits(given).replaceAll(/\s/g, '') : given),
  z.string().min(1).max(60),
);
