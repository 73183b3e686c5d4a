/** Whether a customer's record is one that the organisation keeps, and the form in which it is kept. */

import { z } from 'zod';
import type { CustomerContact, CustomerRecord, OwnField } from '../domain/customer/record.ts';
import { canonicalJson } from '../domain/digest.ts';
import { asciiDigits, withoutInvisible } from '../domain/written-text.ts';
import { phoneNumber } from './phone-number.ts';
import type { Pack } from './schema.ts';

/** What is wrong with a record, and where in it. */
export interface RecordFault {
  path: string;
  message: string;
}

const isPhone = ({ kind }: CustomerContact): boolean => kind === 'mobile' || kind === 'phone';

/**
 * Everything in which a record does not fit the pack, and the fields that the organisation has added (F-04, N-21). What stands
 * as it stood is not judged again, whatever has been taken out of a list since then; `present`: the record as it stands.
 */
export function recordFaults(
  pack: Pack,
  own: readonly OwnField[],
  record: CustomerRecord,
  present: CustomerRecord | null = null,
): RecordFault[] {
  const faults = allFaults(pack, own, record);
  return present ? faults.filter((fault) => fault.message === required || !stays(fault.path, record, present)) : faults;
}

/** The record without fields that the organisation no longer has: nobody is asked about them any more (F-04). */
export function withoutRemovedFields(own: readonly OwnField[], record: CustomerRecord): CustomerRecord {
  const kept = Object.entries(record.fields).filter(([name]) => own.some((field) => field.name === name));
  return { ...record, fields: Object.fromEntries(kept) };
}

const required = 'is required';

/** True if what a path names is the same in both records. */
function stays(path: string, record: CustomerRecord, present: CustomerRecord): boolean {
  const [field = '', part = ''] = path.split(/[.[\]]+/);
  const same = (of: (one: CustomerRecord) => unknown) =>
    canonicalJson(of(record) ?? null) === canonicalJson(of(present) ?? null);
  if (field === 'fields' || field === 'consents') {
    return same((one) => (Object.hasOwn(one[field], part) ? one[field][part] : null));
  }
  // Whether interests are kept depends on the classes.
  const isSame = same((one) => one[field as keyof CustomerRecord]);
  return field === 'interests' ? isSame && same(({ classes }) => classes) : isSame;
}

function allFaults(pack: Pack, own: readonly OwnField[], record: CustomerRecord): RecordFault[] {
  const { registry } = pack;
  const { classes, priorityGround, preferredChannel, consents, interests } = record;
  const keepsInterests = classes.some((name) => registry.interests?.classes.includes(name));
  return [
    ...contactFaults(pack, record),
    ...(classes.length === 0 ? [{ path: 'classes', message: 'at least one is needed' }] : []),
    ...classes.flatMap((name, at) => known(`classes[${at}]`, name, pack.customerClasses)),
    ...(priorityGround === null ? [] : known('priorityGround', priorityGround, pack.priorityGrounds)),
    ...(preferredChannel === null ? [] : known('preferredChannel', preferredChannel, pack.channels)),
    ...Object.keys(consents).flatMap((purpose) => known(`consents.${purpose}`, purpose, registry.consents)),
    ...(interests.length > 0 && !keepsInterests
      ? [{ path: 'interests', message: 'are not kept of customers of these classes' }]
      : []),
    ...registry.required.filter((name) => !record[name]).map((path) => ({ path, message: required })),
    ...ownFieldFaults(own, record.fields),
  ];
}

/** The record as it is kept: telephone numbers in international form, digits as ASCII ones, no blanks around. */
export function keptRecord(pack: Pack, record: CustomerRecord): CustomerRecord {
  const { name, nameLatin, nationalNumber, contacts } = record;
  return {
    ...record,
    name: name.trim(),
    nameLatin: nameLatin?.trim() || null,
    nationalNumber: nationalNumber ? asciiDigits(nationalNumber).trim() || null : null,
    classes: [...new Set(record.classes)],
    contacts: contacts.map((contact) => ({
      ...contact,
      value: keptContact(contact, pack.country),
    })),
  };
}

function keptContact(contact: CustomerContact, country: string): string {
  if (isPhone(contact)) return phoneNumber(contact.value, country) ?? contact.value.trim();
  return contact.kind === 'email' ? keptText(contact.value) : contact.value.trim();
}

/** Without the signs that a text brings along when it is pasted. */
const keptText = (text: string): string => withoutInvisible(text).trim();

function contactFaults(pack: Pack, { contacts }: CustomerRecord): RecordFault[] {
  const { kinds, needsOneOf } = pack.registry.contacts;
  const hasOne = needsOneOf.length === 0 || contacts.some(({ kind }) => needsOneOf.includes(kind));
  return [
    ...(hasOne ? [] : [{ path: 'contacts', message: `one of ${needsOneOf.join(', ')} is needed` }]),
    ...contacts.flatMap((contact, at) => {
      const path = `contacts[${at}]`;
      if (!kinds.includes(contact.kind))
        return [{ path: `${path}.kind`, message: `must be one of ${kinds.join(', ')}` }];
      if (isPhone(contact) && phoneNumber(contact.value, pack.country) === null) {
        return [{ path: `${path}.value`, message: 'is not a telephone number' }];
      }
      if (contact.kind === 'email' && !z.email().max(200).safeParse(keptText(contact.value)).success) {
        return [{ path: `${path}.value`, message: 'is not an e-mail address' }];
      }
      return [];
    }),
  ];
}

function ownFieldFaults(own: readonly OwnField[], fields: Record<string, string>): RecordFault[] {
  const asked = new Map(own.map((field) => [field.name, field]));
  return [
    ...own
      .filter(({ name, required }) => required && !(Object.hasOwn(fields, name) && fields[name]?.trim()))
      .map(({ name }) => ({ path: `fields.${name}`, message: required })),
    ...Object.entries(fields).flatMap(([name, value]) => {
      const path = `fields.${name}`;
      const choices = asked.get(name)?.choices;
      if (!asked.has(name)) return [{ path, message: 'is not a field of this organisation' }];
      if (!choices || choices.some(({ code }) => code === value)) return [];
      return [{ path, message: `must be one of ${choices.map(({ code }) => code).join(', ')}` }];
    }),
  ];
}

function known(path: string, name: string, among: object): RecordFault[] {
  return Object.hasOwn(among, name) ? [] : [{ path, message: `must be one of ${Object.keys(among).join(', ')}` }];
}
