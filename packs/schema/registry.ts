import { z } from 'zod';
import { contactKinds } from '../vocabulary/registry.ts';
import { Titled } from './people.ts';
import { Name, sourceKeys, Wording } from './wording.ts';

const percent = z.int().min(1).max(100);

/** What the registry of customers keeps, and who reads it (N-18, N-21, N-24, B-01). */
export const RegistryRules = z.strictObject({
  ...sourceKeys,
  contacts: z.strictObject({
    ...sourceKeys,
    kinds: z.array(z.enum(contactKinds)).min(1).meta({ description: 'The kinds of contact that a record may have.' }),
    needsOneOf: z
      .array(z.enum(contactKinds))
      .default([])
      .meta({ description: 'A record has at least one contact of these. Left out: it needs none.' }),
  }),
  required: z
    .array(z.enum(['nameLatin', 'nationalNumber', 'preferredChannel']))
    .default([])
    .meta({ description: 'What every record has beside its name and class.' }),
  consents: z.record(Name, Titled).meta({ description: 'The purposes for which a customer is asked to consent.' }),
  readers: z.strictObject({ ...sourceKeys, roles: z.array(Name).min(1) }).meta({
    description: 'Who finds customers and reads their records; each look is written down.',
  }),
  defaultClass: z
    .strictObject({ ...sourceKeys, class: Name })
    .optional()
    .meta({
      description:
        'The class of new customers of a file, of customers or of complaints, in whose row there is none. Left out: of customers each row must have one.',
    }),
  interests: z
    .strictObject({ ...sourceKeys, classes: z.array(Name).min(1), readers: z.array(Name).min(1) })
    .optional()
    .meta({ description: 'Whose interests are kept, and who reads them (N-24). Left out: nobody’s.' }),
  selfRegistration: z
    .strictObject({
      ...sourceKeys,
      classes: z.array(Name).min(1).meta({ description: 'As what somebody may register himself.' }),
      codesPerDay: z.int().min(1).max(20).meta({ description: 'How many codes go to one mobile number on one day.' }),
      message: Wording.meta({
        description: 'The SMS that proves a mobile number; {code} stands for the one-time code.',
      }),
    })
    .optional()
    .meta({ description: 'Customers register themselves by a link and its QR code (B-04). Left out: they do not.' }),
  duplicates: z.strictObject({ ...sourceKeys, atLeast: percent, sameNameCounts: percent }).meta({
    description:
      'From how many in a hundred two records are shown as alike, and what the same name alone counts: no contact or national number is shared.',
  }),
});
