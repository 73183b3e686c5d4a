import { readTexts } from '../../db/cases/vault.ts';
import type { Database } from '../../db/database.ts';
import { versionsOf } from '../../db/registry/customer-versions.ts';
import { findCustomers } from '../../db/registry/customers.ts';
import { type Difference, differencesOf, type Standing } from '../../domain/customer/difference.ts';
import type { CustomerRecord, RegistryWrite } from '../../domain/customer/record.ts';

/** A record that has moved since a form was made from it. */
export interface Moved {
  /** The version that stands by now. */
  now: number;
  /** What others have changed since the form was made. */
  since: Difference[];
  /** What the form, as it is, would change in the record as it stands by now. */
  differences: Difference[];
}

/** Those of a form's records that have moved since it was made, by customer (`StaleBase`). */
export async function staleRecords(
  database: Database,
  organisation: string,
  writes: RegistryWrite[],
): Promise<Map<string, Moved>> {
  const numbers = writes.map(({ customer }) => customer);
  const present = new Map((await findCustomers(database, organisation, numbers)).map((one) => [one.number, one]));
  const moved = writes.flatMap((write) => {
    const now = present.get(write.customer);
    return now && now.version !== write.base ? [{ write, now }] : [];
  });
  const made = moved.map(({ write: { customer, base } }) => ({ customer, version: base }));
  const bases = await versionsOf(database, organisation, made);
  const references = [...moved.flatMap(({ write, now }) => [write, now]), ...bases.values()];
  const entries = await readTexts(database, [...new Set(references.map(({ record }) => record.id))]);
  const contents = new Map(entries.map(({ _id, content }) => [_id, content as unknown as CustomerRecord]));
  const standing = (one: Pick<RegistryWrite, 'status' | 'mergedInto' | 'record'>): Standing => {
    const record = contents.get(one.record.id);
    if (!record) throw new Error(`vault entry ${one.record.id} is gone`);
    return { status: one.status, mergedInto: one.mergedInto, record };
  };
  return new Map(
    moved.map(({ write, now }) => {
      const base = bases.get(write.customer);
      const since = differencesOf(base ? standing(base) : null, standing(now));
      return [write.customer, { now: now.version, since, differences: differencesOf(standing(now), standing(write)) }];
    }),
  );
}
