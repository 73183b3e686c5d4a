/** What a customer who registers says of themselves (B-04). */

import { z } from 'zod';
import { type CustomerRecord, emptyRecord } from '../../domain/customer/record.ts';
import type { Pack } from '../../packs/schema.ts';
import { notFound } from '../refused.ts';

const short = z.string().trim().min(1).max(300);
const code = z.string().min(1).max(100);

export const RegistrationBody = z
  .strictObject({
    name: short,
    mobile: short.meta({ description: 'A code is sent to it, which proves that it is one’s own.' }),
    nameLatin: short.nullable().default(null),
    email: short.nullable().default(null),
    nationalNumber: short.nullable().default(null),
    preferredChannel: code.nullable().default(null),
    class: code.optional().meta({ description: 'As what. May be left out where the organisation offers one only.' }),
    language: z.enum(['ar', 'en']).default('ar'),
    consents: z.array(code).max(20).default([]).meta({ description: 'The purposes to which one consents.' }),
    fields: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), short).default({}),
    programme: code.optional().meta({ description: 'The programme that the link was for.' }),
  })
  .meta({ id: 'Registration' });
export type RegistrationBody = z.output<typeof RegistrationBody>;

/** How customers of an organisation register themselves. @throws Refused `NotFound` if they cannot. */
export function selfRegistrationOf({ registry }: Pack): NonNullable<Pack['registry']['selfRegistration']> {
  if (!registry.selfRegistration) throw notFound();
  return registry.selfRegistration;
}

/** The record that a form shall enter. `on`: the local day on which the applicant consented, and joined. */
export function recordFrom(pack: Pack, body: RegistrationBody, on: string): CustomerRecord {
  const { name, nameLatin, nationalNumber, preferredChannel, language, fields, mobile, email } = body;
  const [only] = selfRegistrationOf(pack).classes;
  return {
    ...emptyRecord,
    ...{ name, nameLatin, nationalNumber, preferredChannel, language, fields },
    classes: [body.class ?? only ?? ''],
    contacts: [
      { kind: 'mobile', value: mobile, verified: true },
      ...(email === null ? [] : [{ kind: 'email' as const, value: email, verified: false }]),
    ],
    consents: Object.fromEntries(body.consents.map((purpose) => [purpose, { given: true, on }])),
    ...(body.programme === undefined ? {} : { programmes: [{ code: body.programme, on }] }),
  };
}

/** The field of the form in which a fault of the record lies. */
export function formField(path: string): string {
  const inRecord = path.replace(/^record\./, '');
  if (inRecord.startsWith('contacts[1]')) return 'email';
  if (inRecord.startsWith('contacts')) return 'mobile';
  return inRecord.startsWith('classes') ? 'class' : inRecord;
}
