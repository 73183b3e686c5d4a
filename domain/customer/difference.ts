/** What a form changes in a customer's record, field by field. Pure. */
import { canonicalJson } from '../digest.ts';
import type { CustomerRecord, CustomerStatus } from './record.ts';

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

/** A record, and where its customer stands. */
export interface Standing {
  status: CustomerStatus;
  mergedInto: string | null;
  record: CustomerRecord;
}

/** The same of two versions of one customer, with whether the customer is active, and where the customer goes on. */
export function differencesOf(from: Standing | null, to: Standing): Difference[] {
  const places = from ? (['status', 'mergedInto'] as const) : [];
  const ofPlace = places.flatMap((field) =>
    from?.[field] === to[field] ? [] : [{ field, from: from?.[field] ?? null, to: to[field] }],
  );
  return [...ofPlace, ...differences(from?.record ?? null, to.record)];
}

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value as object).length === 0);
}
