/** What a form changes in a customer's record, field by field. Pure. */
import { canonicalJson } from '../digest.ts';
import type { CustomerRecord } from './record.ts';

export interface Difference {
  field: string;
  from: unknown;
  to: unknown;
}

/** The fields that differ, in the order of the record; of a new customer all that say something. */
export function differences(from: CustomerRecord | null, to: CustomerRecord): Difference[] {
  const fields = Object.keys(to) as (keyof CustomerRecord)[];
  return fields.flatMap((field) => {
    const before = from ? (from[field] ?? null) : null;
    const after = to[field] ?? null;
    if (from ? canonicalJson(before) === canonicalJson(after) : isEmpty(after)) return [];
    return [{ field, from: before, to: after }];
  });
}

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value as object).length === 0);
}
