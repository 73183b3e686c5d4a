/** What a record must be besides its shape: known codes, good telephone numbers, the organisation's own fields. */
import type { CustomerRecord, OwnField } from '../../domain/customer/record.ts';
import { phoneNumber } from '../../packs/phone-number.ts';
import type { Pack } from '../../packs/schema.ts';
import { asciiDigits } from '../../packs/validate-intake.ts';
import { ApiProblem } from '../http/problem.ts';

interface Fault {
  path: string;
  message: string;
}

/**
 * The record with its telephone numbers in international form.
 * @throws ApiProblem (422) with every fault.
 */
export function checkedRecord(pack: Pack, ownFields: OwnField[], record: CustomerRecord): CustomerRecord {
  const contacts = record.contacts.map((contact) => ({
    ...contact,
    value: normalised(contact, pack) ?? contact.value,
  }));
  const faults = [
    ...record.contacts.flatMap((contact, at) => contactFault(contact, at, pack)),
    ...registryFaults(pack, record),
    ...codeFaults(pack, record),
    ...fieldFaults(ownFields, record.fields),
  ];
  if (faults.length > 0) throw new ApiProblem('Invalid', 'The body is not valid.', { errors: faults });
  return { ...record, nationalNumber: record.nationalNumber && asciiDigits(record.nationalNumber), contacts };
}

const isPhone = ({ kind }: CustomerRecord['contacts'][number]) => kind === 'mobile' || kind === 'phone';

function normalised(contact: CustomerRecord['contacts'][number], { country }: Pack): string | null {
  return isPhone(contact) ? phoneNumber(asciiDigits(contact.value), country) : null;
}

function contactFault(contact: CustomerRecord['contacts'][number], at: number, pack: Pack): Fault[] {
  const path = `record.contacts[${at}].value`;
  if (isPhone(contact) && normalised(contact, pack) === null) {
    return [{ path, message: 'is no telephone number of this country, nor of one that it names' }];
  }
  if (contact.kind === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(contact.value)) {
    return [{ path, message: 'is no e-mail address' }];
  }
  return [];
}

/** What the organisation's registry asks of every record (N-21). */
function registryFaults({ registry }: Pack, record: CustomerRecord): Fault[] {
  const { contacts, required, consents, interests } = registry;
  const isMissing =
    contacts.needsOneOf.length > 0 && !record.contacts.some(({ kind }) => contacts.needsOneOf.includes(kind));
  const mayHaveInterests = interests?.classes.some((name) => record.classes.includes(name)) ?? false;
  return [
    ...record.contacts.flatMap(({ kind }, at) =>
      contacts.kinds.includes(kind)
        ? []
        : [{ path: `record.contacts[${at}].kind`, message: `must be one of ${contacts.kinds.join(', ')}` }],
    ),
    ...(isMissing ? [{ path: 'record.contacts', message: `needs one of ${contacts.needsOneOf.join(', ')}` }] : []),
    ...required.flatMap((field) =>
      record[field] === null ? [{ path: `record.${field}`, message: 'is required' }] : [],
    ),
    ...Object.keys(record.consents).flatMap((purpose) =>
      Object.hasOwn(consents, purpose)
        ? []
        : [{ path: `record.consents.${purpose}`, message: `must be one of ${Object.keys(consents).join(', ')}` }],
    ),
    ...(record.interests.length > 0 && !mayHaveInterests
      ? [{ path: 'record.interests', message: 'are not kept of a customer of these classes' }]
      : []),
  ];
}

function codeFaults(pack: Pack, record: CustomerRecord): Fault[] {
  const oneOf = (path: string, code: string, among: object): Fault[] =>
    Object.hasOwn(among, code) ? [] : [{ path, message: `must be one of ${Object.keys(among).join(', ')}` }];
  const { classes, priorityGround, preferredChannel } = record;
  return [
    ...classes.flatMap((code, at) => oneOf(`record.classes[${at}]`, code, pack.customerClasses)),
    ...(priorityGround === null ? [] : oneOf('record.priorityGround', priorityGround, pack.priorityGrounds)),
    ...(preferredChannel === null ? [] : oneOf('record.preferredChannel', preferredChannel, pack.channels)),
  ];
}

function fieldFaults(ownFields: OwnField[], fields: Record<string, string>): Fault[] {
  const unknown = Object.keys(fields).filter((name) => !ownFields.some((field) => field.name === name));
  return [
    ...unknown.map((name) => ({ path: `record.fields.${name}`, message: 'is no field of this organisation' })),
    ...ownFields.flatMap(({ name, required, choices }): Fault[] => {
      const path = `record.fields.${name}`;
      const value = fields[name];
      if (value === undefined) return required ? [{ path, message: 'is required' }] : [];
      if (!choices || choices.some(({ code }) => code === value)) return [];
      return [{ path, message: `must be one of ${choices.map(({ code }) => code).join(', ')}` }];
    }),
  ];
}
