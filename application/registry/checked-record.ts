import type { CustomerRecord, OwnField } from '../../domain/customer/record.ts';
import type { Pack } from '../../packs/schema.ts';
import { keptRecord, recordFaults } from '../../packs/validate-record.ts';
import { invalidBody } from '../refused.ts';

/**
 * The record as it is kept, with its telephone numbers in international form. `present`: the record as it stands, if it does.
 * @throws Refused `Invalid` with everything in which it does not fit the pack and the organisation's own fields.
 */
export function checkedRecord(
  pack: Pack,
  ownFields: OwnField[],
  record: CustomerRecord,
  present: CustomerRecord | null = null,
): CustomerRecord {
  const errors = recordFaults(pack, ownFields, record, present).map(({ path, message }) => ({
    path: `record.${path}`,
    message,
  }));
  if (errors.length > 0) throw invalidBody(errors);
  return keptRecord(pack, record);
}
