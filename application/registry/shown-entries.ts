import type { VaultDocument } from '../../db/cases/vault.ts';
import { presentDigest, readTexts } from '../../db/cases/vault.ts';
import type { Database } from '../../db/database.ts';
import { versionsOf } from '../../db/registry/customer-versions.ts';
import { type Difference, differences } from '../../domain/customer/difference.ts';
import type { CustomerRecord, CustomerStatus, RegistryWrite } from '../../domain/customer/record.ts';

/** One record of a form, as people look at it. */
export interface ShownEntry {
  customer: string;
  base: number;
  status: CustomerStatus;
  mergedInto: string | null;
  /** Whether the record is the one that the form froze. */
  digestHolds: boolean;
  differences: Difference[];
}

/** What each write changes, against the very version that it was made from. */
export async function shownEntries(
  database: Database,
  organisation: string,
  writes: RegistryWrite[],
): Promise<ShownEntry[]> {
  const before = await versionsOf(
    database,
    organisation,
    writes.flatMap(({ customer, base }) => (base === 0 ? [] : [{ customer, version: base }])),
  );
  const references = [...before.values()].map(({ record }) => record.id);
  const entries = await readTexts(database, [...references, ...writes.map(({ record }) => record.id)]);
  const byId = new Map(entries.map((entry) => [entry._id, entry]));
  return writes.map(({ customer, base, status, mergedInto, record }) => {
    const proposed = byId.get(record.id);
    if (!proposed) throw new Error(`vault entry ${record.id} is gone`);
    const from = before.get(customer);
    const stood = from ? recordIn(byId.get(from.record.id)) : null;
    const digestHolds = presentDigest(proposed) === record.digest;
    const changes = differences(stood, proposed.content as unknown as CustomerRecord);
    const ofStatus = from && from.status !== status ? [{ field: 'status', from: from.status, to: status }] : [];
    return { customer, base, status, mergedInto, digestHolds, differences: [...ofStatus, ...changes] };
  });
}

function recordIn(entry: VaultDocument | undefined): CustomerRecord | null {
  return entry ? (entry.content as unknown as CustomerRecord) : null;
}
