import { z } from 'zod';

const Status = z.enum(['active', 'inactive', 'merged']);
const Party = z.enum(['person', 'body']);

/** A customer in a list: no more of the person than the name. */
export const CustomerItem = z
  .object({
    number: z.string(),
    name: z.string(),
    party: Party,
    classes: z.array(z.string()),
    status: Status,
    mergedInto: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: 'CustomerItem' });

export const RecordSchema = z
  .object({
    party: Party,
    name: z.string(),
    nameLatin: z.string().nullable(),
    classes: z.array(z.string()),
    language: z.enum(['ar', 'en']),
    nationalNumber: z.string().nullable(),
    contacts: z.array(z.object({ kind: z.string(), value: z.string(), verified: z.boolean() })),
    preferredChannel: z.string().nullable(),
    priorityGround: z.string().nullable(),
    consents: z.record(z.string(), z.object({ given: z.boolean(), on: z.string() })),
    influencedBy: z.array(z.object({ customer: z.string(), how: z.string() })),
    interests: z.array(z.string()).meta({ description: 'Empty for whoever may not read them (N-24).' }),
    remarks: z.string().nullable(),
    programmes: z
      .array(z.object({ code: z.string(), on: z.string() }))
      .optional()
      .meta({ description: 'Programmes that the customer has joined (B-04).' }),
    fields: z.record(z.string(), z.string()),
  })
  .meta({ id: 'CustomerRecord' });

export const CustomerView = z
  .object({
    organisation: z.string(),
    number: z.string(),
    version: z.int().meta({ description: 'The version from which a change is prepared.' }),
    status: Status,
    mergedFrom: z.string().nullable().meta({ description: 'The number that was asked for, where it leads here.' }),
    record: RecordSchema,
    recordDigest: z.string(),
    enteredAt: z.string(),
    change: z.string().meta({ description: 'The record change that made this version.' }),
  })
  .meta({ id: 'Customer' });

export const CustomerVersion = z
  .object({
    version: z.int(),
    status: Status,
    mergedInto: z.string().nullable(),
    change: z.string(),
    by: z.string(),
    standingInFor: z.string().nullable(),
    at: z.string(),
    recordDigest: z.string(),
    previous: z.string(),
    digest: z.string(),
  })
  .meta({ id: 'CustomerVersion' });
