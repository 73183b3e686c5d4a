/** The record that a row makes, of nothing or of the one that stands, and what is wrong with it. Pure. */
import type { ImportRow, RowChanges, RowFault } from '../../../domain/customer/import-row.ts';
import {
  type CustomerContact,
  type CustomerRecord,
  emptyRecord,
  type OwnField,
} from '../../../domain/customer/record.ts';
import type { Pack } from '../../../packs/schema.ts';
import { keptRecord, recordFaults, withoutRemovedFields } from '../../../packs/validate-record.ts';

/** The record as it is kept once the row is entered. `present`: as it stands; null for a new customer. */
export function recordOfRow(
  pack: Pack,
  own: readonly OwnField[],
  { row, changes }: ImportRow,
  present: CustomerRecord | null,
): { record: CustomerRecord; faults: RowFault[] } {
  const { contacts = [], fields = {}, ...whole } = changes;
  const before = present ? withoutRemovedFields(own, present) : emptyRecord;
  const asked: CustomerRecord = {
    ...before,
    ...whole,
    fields: { ...before.fields, ...fields },
    contacts: [],
  };
  const proposed = { ...asked, contacts: contactsAfter(pack, before.contacts, contacts) };
  const record = keptRecord(pack, proposed);
  const nameless: RowFault[] = record.name === '' ? [{ row, column: 'name', fault: 'required' }] : [];
  const others = recordFaults(pack, own, proposed, present).map(({ path }) => ({ row, ...faultAt(path, proposed) }));
  return { record, faults: [...nameless, ...others] };
}

/**
 * A number or address that is new takes the place of the first one of its kind that the row does not name. If the row names
 * all of them it stands after them. One that is there stays as it is.
 */
function contactsAfter(
  pack: Pack,
  before: CustomerContact[],
  asked: NonNullable<RowChanges['contacts']>,
): CustomerContact[] {
  const after = [...before];
  const named = asked.flatMap(({ kind, value }) =>
    keptRecord(pack, { ...emptyRecord, contacts: [{ kind, value, verified: false }] }).contacts.slice(0, 1),
  );
  const isIn = (contacts: readonly CustomerContact[], { kind, value }: CustomerContact) =>
    contacts.some((one) => one.kind === kind && one.value === value);
  for (const contact of named) {
    if (isIn(after, contact)) continue;
    const first = after.findIndex((one) => one.kind === contact.kind && !isIn(named, one));
    const end = after.findLastIndex((one) => one.kind === contact.kind) + 1 || after.length;
    after.splice(first < 0 ? end : first, first < 0 ? 0 : 1, contact);
  }
  return after;
}

const columnOfKind: Record<CustomerContact['kind'], string> = {
  mobile: 'mobile',
  phone: 'phone',
  email: 'email',
  address: 'address',
  'social-media': 'socialMedia',
};

/** What the check of records says of a place in the record, as a fault of the column that fills it. */
function faultAt(path: string, record: CustomerRecord): Pick<RowFault, 'column' | 'fault'> {
  const [field = '', at, part] = path.split(/[.[\]]+/);
  if (field === 'contacts' && at === undefined) return { column: null, fault: 'no-contact' };
  if (field === 'contacts') {
    const kind = record.contacts[Number(at)]?.kind ?? 'mobile';
    return { column: columnOfKind[kind], fault: part === 'kind' ? 'not-kept' : 'not-valid' };
  }
  if (field === 'fields') return { column: path, fault: record.fields[at ?? ''] ? 'unknown-value' : 'required' };
  if (field === 'interests') return { column: field, fault: 'not-kept' };
  const value = record[field as keyof CustomerRecord];
  const isEmpty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
  return { column: field, fault: isEmpty ? 'required' : 'unknown-value' };
}
