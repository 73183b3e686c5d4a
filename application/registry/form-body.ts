/** A form as people fill it in (N-20, N-21, F-04). */
import { z } from 'zod';
import type { CustomerRecord } from '../../domain/customer/record.ts';
import { text } from '../text.ts';

const short = z.string().trim().min(1).max(300);
const code = z.string().min(1).max(100);
const number = z.string().min(1).max(40).meta({ description: 'Number of a customer.' });

const Contact = z.strictObject({
  kind: z.enum(['mobile', 'phone', 'email', 'address', 'social-media']),
  value: short,
  verified: z.boolean().default(false),
});

/** Every field of a record; what is left out of a new one is empty. */
const fields = {
  party: z.enum(['person', 'body']),
  name: short,
  nameLatin: short.nullable(),
  classes: z.array(code).min(1).max(20),
  language: z.enum(['ar', 'en']),
  nationalNumber: short.nullable(),
  contacts: z.array(Contact).max(20),
  preferredChannel: code.nullable(),
  priorityGround: code.nullable(),
  consents: z.record(code, z.strictObject({ given: z.boolean(), on: z.iso.date() })),
  influencedBy: z.array(z.strictObject({ customer: number, how: short })).max(50),
  interests: z.array(short).max(50),
  remarks: text.nullable(),
  programmes: z
    .array(z.strictObject({ code, on: z.iso.date() }))
    .max(100)
    .optional()
    .meta({ description: 'Programmes that the customer has joined, and the local day of it (B-04).' }),
  fields: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), short),
} satisfies Record<keyof CustomerRecord, z.ZodType>;

export const NewRecord = z
  .strictObject({
    ...fields,
    nameLatin: fields.nameLatin.default(null),
    language: fields.language.default('ar'),
    nationalNumber: fields.nationalNumber.default(null),
    contacts: fields.contacts.default([]),
    preferredChannel: fields.preferredChannel.default(null),
    priorityGround: fields.priorityGround.default(null),
    consents: fields.consents.default({}),
    influencedBy: fields.influencedBy.default([]),
    interests: fields.interests.default([]),
    remarks: fields.remarks.default(null),
    fields: fields.fields.default({}),
  })
  .meta({ id: 'CustomerRecord' });

/** Some fields anew; what is left out stays as it is, what is null is emptied. */
const Changes = z.strictObject(fields).partial();

const version = z.int().positive().meta({ description: 'The version that was looked at. Left out: the present one.' });

const OwnField = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/, 'a field is named in camelCase')
    .refine((name) => !(name in Object.prototype), 'is what every object of a program has: choose another name'),
  title: z.strictObject({ ar: short, en: short }),
  required: z.boolean().default(false),
  choices: z
    .array(z.strictObject({ code, title: z.strictObject({ ar: short, en: short }) }))
    .min(1)
    .nullable()
    .default(null),
  department: code.optional().meta({
    description: 'The department whose data it is: it agrees by somebody of its own. Left out: that of the records.',
  }),
});

const note = text.optional().meta({ description: 'What the reviewer should know.' });

export const FormBody = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('new'), record: NewRecord, note }),
    z.strictObject({
      action: z.literal('change'),
      customer: number,
      base: version.optional(),
      record: Changes.default({}).meta({ description: 'May be left out where the customer is only reactivated.' }),
      reactivate: z.literal(true).optional().meta({ description: 'An inactive customer is active again.' }),
      note,
    }),
    z.strictObject({
      action: z.literal('merge'),
      customer: number.meta({ description: 'The customer whose number is redirected for good.' }),
      into: number,
      base: version.optional(),
      intoBase: version.optional(),
      record: Changes.optional().meta({ description: 'What the remaining record takes over.' }),
      note,
    }),
    z.strictObject({ action: z.literal('deactivate'), customer: number, base: version.optional(), note: text }),
    z.strictObject({
      action: z.literal('fields'),
      base: z.int().nonnegative().optional(),
      fields: z
        .array(OwnField)
        .max(100)
        .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'two fields have the same name')
        .meta({ description: 'All the fields of the organisation’s own as they shall be (F-04).' }),
      note,
    }),
  ])
  .meta({ id: 'RecordChangeForm' });
export type FormBody = z.output<typeof FormBody>;

/** A form that is corrected; an import is made anew from the rows that were uploaded. */
export const AmendmentBody = z
  .discriminatedUnion('action', [
    ...FormBody.options,
    z.strictObject({
      action: z.literal('import'),
      without: z
        .array(z.int().positive())
        .max(500)
        .default([])
        .meta({ description: 'Rows to leave out, as the file numbers them.' }),
      note,
    }),
  ])
  .meta({ id: 'RecordChangeAmendment' });
export type AmendmentBody = z.output<typeof AmendmentBody>;
