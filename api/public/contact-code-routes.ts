import { z } from 'zod';
import { asciiDigits } from '../../domain/folded-text.ts';
import { type Route, route } from '../http/route.ts';
import { askForCode, grantFor } from './contact-code.ts';
import { tracked } from './tracking.ts';

const SentCodeView = z
  .object({
    channel: z.enum(['sms', 'email']),
    to: z.string().meta({ description: 'The contact that the case has, most of it hidden.' }),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'SentCode' });

const GrantView = z
  .object({
    grant: z.string().meta({ description: 'Goes into the header Case-Secret, and acts until then.' }),
    until: z.iso.datetime(),
  })
  .meta({ id: 'CustomerGrant' });

/** A code of six digits in any script, or the secret that the opener kept. */
const code = z.preprocess(
  (given) => (typeof given === 'string' ? asciiDigits(given).replaceAll(/\s/g, '') : given),
  z.string().regex(/^(\d{6}|[\w-]{43})$/, 'is six digits'),
);

/** A link reads; what changes something asks for a code to the contact that the case has (S9). */
export function contactCodeRoutes(base: string): Route[] {
  return [
    route({
      method: 'post',
      path: `${base}/{number}/follow/{secret}/code`,
      operationId: 'askForCustomerCode',
      summary: 'Have a code sent to the contact that the complaint has: whoever has link and code may act (S9)',
      tag: 'public',
      permission: 'anybody',
      idempotent: true,
      body: z.strictObject({}),
      examples: { code: { summary: 'A code, please', value: {} } },
      replies: {
        201: { description: 'It is on its way.', schema: SentCodeView },
      },
      handle: async (context) => ({ status: 201, body: await askForCode(await tracked(context)) }),
    }),
    route({
      method: 'post',
      path: `${base}/{number}/follow/{secret}/grant`,
      operationId: 'proveCustomerCode',
      summary: 'Prove the contact by the code, five tries within ten minutes; then one may act for half an hour (S9)',
      tag: 'public',
      permission: 'anybody',
      body: z.strictObject({ code }),
      examples: { code: { summary: 'The code that was sent', value: { code: '123456' } } },
      replies: { 200: { description: 'What lets one act.', schema: GrantView } },
      handle: async (context) => ({ status: 200, body: await grantFor(await tracked(context), context.body.code) }),
    }),
  ];
}
