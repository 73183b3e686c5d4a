/** The body by which a complaint is opened, and what its policy finds wrong with it, or with a part that is put right later. */

import { z } from 'zod';
import type { CaseView } from '../../domain/case/view.ts';
import { withoutInvisible } from '../../domain/written-text.ts';
import { checkFields, isInternalCategory } from '../../packs/intake.ts';
import { phoneNumber } from '../../packs/phone-number.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Telephones } from '../cases/customer-contact.ts';
import { type Fault, invalidBody, Refused } from '../refused.ts';

const code = z.string().regex(/^[a-z][a-z0-9-]{0,60}$/, 'must be a code of the policy, such as `older-person`');

const telephone = z
  .string()
  .max(60)
  .transform((written) => withoutInvisible(written).trim());

/** Who a customer is, and where messages reach them. */
export const Customer = z.strictObject({
  name: z.string().trim().min(1).max(200),
  phone: telephone
    .optional()
    .meta({ description: 'In any digits, with or without the code of the country; it must be a number that exists.' }),
  otherPhones: z.array(telephone).max(4).optional().meta({
    description:
      'Further telephones of the same person. Messages go to `phone` alone; a caller is known by any of them.',
  }),
  email: z.email().max(200).optional(),
  address: z.string().trim().min(5).max(500).optional().meta({
    description:
      'Where letters go. A customer who has it needs neither a telephone nor an e-mail, if the policy knows letters.',
  }),
  collects: z.literal(true).optional().meta({ description: 'Collects letters in person, as at the centre.' }),
  class: code.optional().meta({ description: 'One of the customer classes of the organisation’s policy.' }),
});

const common = {
  category: code.meta({ description: 'One of the categories of the organisation’s policy.' }),
  language: z.enum(['ar', 'en']).default('ar'),
  customer: Customer,
  anonymous: z.literal(true).optional().meta({
    description:
      'Brought without a name, if the policy takes it so: nobody is told, and number and secret alone lead back to it (F-10).',
  }),
  fields: z
    .record(z.string(), z.string())
    .meta({ description: 'The intake form of the category, as the policy asks for it. Goes to the vault.' }),
  priorityGrounds: z.array(code).max(5).default([]),
  follows: z.string().max(30).optional().meta({
    description:
      'Number of an ended complaint that this one goes on from. A customer proves by the header Case-Secret that it was his.',
  }),
};

/** A complaint that staff register for a customer. */
export const OpeningBody = z
  .strictObject({
    ...common,
    customer: Customer.optional().meta({
      description: 'Left out of a problem of the organisation’s own, and there only (N-25).',
    }),
    concerns: z.string().min(1).max(30).optional().meta({
      description: 'Of a problem of the organisation’s own: number of the customer whose relation it may harm.',
    }),
    channel: code.meta({ description: 'How it arrived: one of the channels of the organisation’s policy.' }),
    received: z
      .strictObject({
        on: z.iso.date(),
        evidence: z.string().trim().min(1).max(10_000).meta({ description: 'What shows it, such as a stamp.' }),
      })
      .optional()
      .meta({
        description: 'Of a letter that came on an earlier day: clocks count from there. By a supervisor alone.',
      }),
    callAgreedFor: z.iso.datetime({ offset: true }).optional().meta({
      description: 'Of what came by a video call, required: the time for which the customer had agreed to it (G-07).',
    }),
    about: z
      .array(z.string())
      .max(10)
      .default([])
      .meta({ description: 'Staff ids of those whom it is about: they neither see it nor act on it (F-10).' }),
  })
  .meta({ id: 'OpeningBody' });
export type OpeningBody = z.infer<typeof OpeningBody>;

/** A complaint that a customer sends without an account. */
export const PublicOpeningBody = z
  .strictObject({
    ...common,
    customer: Customer.omit({ address: true, collects: true, otherPhones: true }).optional().meta({
      description: 'Left out of a complaint without a name, and there only.',
    }),
  })
  .meta({ id: 'PublicOpeningBody' });

/** Checks what only the policy can tell: codes, required fields, a way to reach the customer (F-06, F-07, F-09, C-04). */
export function checkOpening(pack: Pack, body: OpeningBody, byStaff: boolean, receivedAt: string): void {
  const faults = openingFaults(pack, body, byStaff, receivedAt);
  if (faults.length > 0)
    throw new Refused('Invalid', 'The policy of this organisation asks for more.', { errors: faults });
}

/** Everything that the policy finds wrong with it. */
export function openingFaults(pack: Pack, body: OpeningBody, byStaff: boolean, receivedAt: string): Fault[] {
  const rules = pack.kinds.complaint;
  const category = Object.hasOwn(rules.categories, body.category) ? rules.categories[body.category] : undefined;
  const faults: Fault[] = [];
  const known = (path: string, value: string, among: object) => {
    if (!Object.hasOwn(among, value)) {
      faults.push({ path, message: `must be one of ${Object.keys(among).join(', ')}` });
    }
  };
  known('category', body.category, rules.categories);
  known('channel', body.channel, pack.channels);
  faults.push(...callFaults(pack, body, receivedAt), ...customerFaults(pack, body));
  for (const ground of body.priorityGrounds) known('priorityGrounds', ground, pack.priorityGrounds);
  if (category) {
    if (category.openedBy === 'staff' && !byStaff) {
      faults.push({ path: 'category', message: 'is opened by staff only' });
    }
    faults.push(...formFaults(pack, body.category, body.fields, body.customer?.class));
  }
  return faults;
}

/** A video call is by appointment, which had been agreed before the call in which the complaint was heard (G-07). */
function callFaults({ reading }: Pack, { channel, callAgreedFor }: OpeningBody, receivedAt: string) {
  const path = 'callAgreedFor';
  if (callAgreedFor === undefined) {
    const isAsked = reading === 3 && channel === 'video-call';
    return isAsked ? [{ path, message: 'is required: a video call is agreed on beforehand' }] : [];
  }
  if (channel !== 'video-call') return [{ path, message: 'is of video calls alone' }];
  const isPast = Date.parse(callAgreedFor) <= Date.parse(receivedAt);
  return isPast ? [] : [{ path, message: 'must not lie in the future' }];
}

/** A complainant can be reached; a problem of the organisation's own has nobody outside who is told (N-25). */
function customerFaults(pack: Pack, { category, customer, concerns, anonymous }: OpeningBody) {
  if (anonymous) return anonymousFaults(pack, category, customer);
  if (isInternalCategory(pack, category)) {
    const message =
      'is not told of an internal problem: leave it out, and name the record that it concerns in `concerns`';
    return customer ? [{ path: 'customer', message }] : [];
  }
  if (!customer) return [{ path: 'customer', message: 'is required' }];
  const { class: ofClass } = customer;
  const classes = Object.keys(pack.customerClasses);
  return [
    ...contactFaults(pack, customer, { whole: 'customer', phone: 'customer.phone' }),
    ...otherPhoneFaults(pack, customer, 'customer.otherPhones'),
    ...(ofClass === undefined || classes.includes(ofClass)
      ? []
      : [{ path: 'customer.class', message: `must be one of ${classes.join(', ')}` }]),
    ...(concerns === undefined ? [] : [{ path: 'concerns', message: 'is of internal problems alone' }]),
  ];
}

/** The faults of a complaint without a name: a customer who wants to stay unknown leaves no contact either. */
function anonymousFaults({ kinds }: Pack, category: string, customer: object | undefined) {
  const categories = kinds.complaint.anonymous?.categories ?? [];
  return [
    ...(categories.includes(category)
      ? []
      : [{ path: 'anonymous', message: `is possible for ${categories.join(', ') || 'nothing'}` }]),
    ...(customer ? [{ path: 'customer', message: 'is left out of a complaint without a name' }] : []),
  ];
}

/** What keeps messages from the customer: no address at all, or a number that nobody has (R7). */
export function contactFaults(
  { country, kinds }: Pack,
  {
    phone,
    email,
    address,
    collects,
  }: Partial<Record<'phone' | 'email' | 'address', string | undefined>> & { collects?: true | undefined },
  path: { whole: string; phone: string },
) {
  return [
    ...(phone || email || (kinds.complaint.letters && (address || collects))
      ? []
      : [{ path: path.whole, message: 'needs a phone or an email: the customer is told of each step' }]),
    ...(phone === undefined || phoneNumber(phone, country) !== null
      ? []
      : [{ path: path.phone, message: 'is not a telephone number of its country' }]),
  ];
}

/** What is wrong with the further telephones: one that nobody has, or none to which messages go. */
export function otherPhoneFaults(
  { country }: Pick<Pack, 'country'>,
  { phone, otherPhones = [] }: Telephones,
  path: string,
): Fault[] {
  if (otherPhones.length > 0 && !phone) return [{ path, message: 'needs a `phone` before it: messages go there' }];
  return otherPhones.flatMap((written, place) =>
    phoneNumber(written, country) === null
      ? [{ path: `${path}.${place}`, message: 'is not a telephone number of its country' }]
      : [],
  );
}

/** Every fault of a form that should be whole, the missing fields first. */
function formFaults(
  pack: Pack,
  category: string,
  fields: Record<string, string>,
  customerClass: string | null | undefined,
): Fault[] {
  const { missing, unknown, malformed } = checkFields(pack, category, fields, customerClass);
  return [...missing.map(isRequired), ...unknown.map(isUnknown), ...malformed.map(isMalformed)];
}

/** @throws Refused `Invalid` for one fault of a whole form of a customer of this class */
export function mustBeWhole(
  pack: Pack,
  category: string,
  fields: Record<string, string>,
  customerClass: string | null | undefined,
): void {
  mustHaveNone(formFaults(pack, category, fields, customerClass));
}

/**
 * @throws Refused `Invalid` for one fault of a part of the form: what is not in it is not asked for. What this customer must
 *   give cannot be emptied.
 */
export function mustFitForm(
  pack: Pack,
  { category, detail: { customerClass } }: Pick<CaseView, 'category' | 'detail'>,
  fields: Record<string, string>,
): void {
  const { missing, unknown, malformed } = checkFields(pack, category, fields, customerClass);
  const emptied = missing.filter((field) => Object.hasOwn(fields, field));
  mustHaveNone([...malformed.map(isMalformed), ...unknown.map(isUnknown), ...emptied.map(isRequired)]);
}

function mustHaveNone([first]: Fault[]): void {
  if (first) throw invalidBody([first]);
}

const pathOf = (field: string) => `fields.${field}`;
const isRequired = (field: string): Fault => ({ path: pathOf(field), message: 'is required' });
const isUnknown = (field: string): Fault => ({ path: pathOf(field), message: 'is not a field of this category' });
const isMalformed = ({ field, why }: { field: string; why: string }): Fault => ({ path: pathOf(field), message: why });
