/** The only code that writes customers: a form is entered as a whole, or not at all (N-20). */
import type { CustomerRecord, RegistryWrite } from '../../domain/customer/record.ts';
import type { VaultDocument } from '../cases/vault.ts';
import type { Database } from '../database.ts';
import { beginEntering, claimCustomers, isHeld, releaseCustomers, type Standing } from './customer-claims.ts';
import type { CustomerDocument, CustomerVersionDocument } from './customer-models.ts';
import { keepVersions, sealed, versionId, versionsMadeBy } from './customer-versions.ts';
import { customerId } from './customers.ts';

/** Another form holds one of the customers; it will be done with them soon. */
export class RecordBusy extends Error {
  override name = 'RecordBusy';
}

/** A form would write a customer who has been merged into another: that is for good (N-19). */
export class MergedForGood extends Error {
  override name = 'MergedForGood';
}

export interface Entry {
  organisation: string;
  /** Number of the record change; whatever it has entered once, it never enters twice. */
  change: string;
  writes: readonly RegistryWrite[];
  /** The vault entries of the writes' records. */
  records: readonly VaultDocument[];
  by: string;
  standingInFor: string | null;
  at: string;
}

export type Entered =
  | { entered: { customer: string; version: number }[] }
  /** Nothing was written: these are no longer at the version that the form was made from. */
  | { stale: { customer: string; base: number; now: number }[] };

/**
 * Enters a form's writes, all or none, as the next version of each customer. There are no transactions: first all
 * customers are claimed at their base, then their versions are kept, then they are published. A version that has been
 * kept decides: from then on every repetition goes on to the end. Safe to repeat after breaking off anywhere, and beside
 * other attempts and other forms.
 * @throws RecordBusy if another form holds one of them. Nothing is claimed then, and the call is to be repeated
 * @throws MergedForGood if one of them has been merged into another
 */
export async function enterForm(database: Database, entry: Entry): Promise<Entered> {
  const { organisation, change, writes } = entry;
  const claim = await beginEntering(database, organisation, change);
  const standing = await claimCustomers(database, organisation, claim, writes);
  const others = writes.filter((write) => !isHeld(standing, claim, write));
  const kept =
    others.length > 0
      ? await versionsMadeBy(database, change, writes.map(nextId(organisation)))
      : new Map<string, CustomerVersionDocument>();
  if (others.length > 0 && kept.size === 0) {
    await releaseCustomers(database, organisation, claim, writes);
    return staleAmong(others, standing);
  }
  const missing = writes.filter(({ customer }) => !kept.has(customer));
  const made = missing.map((write) => versionOf(entry, write, standing.get(write.customer)?.digest ?? ''));
  await keepVersions(database, made);
  await publish(database, entry, [...kept.values(), ...made]);
  return { entered: writes.map(({ customer, base }) => ({ customer, version: base + 1 })) };
}

const nextId =
  (organisation: string) =>
  ({ customer, base }: RegistryWrite): string =>
    versionId(organisation, customer, base + 1);

/** A version that has moved is final; one that is only held may yet come free. */
function staleAmong(others: readonly RegistryWrite[], standing: Standing): Entered {
  const stale = others
    .map(({ customer, base }) => ({ customer, base, now: standing.get(customer)?.version ?? 0 }))
    .filter(({ base, now }) => base !== now);
  if (stale.length > 0) return { stale };
  const merged = others.find(({ customer }) => standing.get(customer)?.status === 'merged');
  if (merged) throw new MergedForGood(`${merged.customer} has been merged into another`);
  throw new RecordBusy(`${others[0]?.customer} is just being entered by another change`);
}

function versionOf(entry: Entry, write: RegistryWrite, previous: string): CustomerVersionDocument {
  const { organisation, change, by, standingInFor, at } = entry;
  const { customer: number, base, status, mergedInto, record } = write;
  const _id = nextId(organisation)(write);
  const version = base + 1;
  return sealed({
    _id,
    organisation,
    number,
    version,
    status,
    mergedInto,
    record,
    change,
    by,
    standingInFor,
    at,
    previous,
  });
}

/** Shows the versions that have been kept. A customer who has gone on since then is left alone. */
async function publish(database: Database, entry: Entry, versions: CustomerVersionDocument[]): Promise<void> {
  const records = new Map(entry.records.map((record) => [record._id, record]));
  const changedAt = new Date().toISOString();
  await database.customers.collection.bulkWrite(
    versions.map((version) => ({
      updateOne: {
        filter: { _id: customerId(version.organisation, version.number), version: version.version - 1 },
        update: {
          $set: { ...published(version, records.get(version.record.id)), changedAt },
          $unset: { entering: '' },
        },
      },
    })) as never[],
    { ordered: false },
  );
}

/** A customer as a version shows them: codes and tokens in the open, the record by reference. */
export function published(
  version: CustomerVersionDocument,
  entry: VaultDocument | undefined,
): Omit<CustomerDocument, '_id' | 'organisation' | 'number' | 'entering' | 'changedAt'> {
  if (!entry) throw new Error(`the record of ${version._id} was not handed over`);
  const record = entry.content as unknown as CustomerRecord;
  return {
    version: version.version,
    status: version.status,
    mergedInto: version.mergedInto,
    party: record.party,
    classes: record.classes,
    language: record.language,
    interested: record.interests.length > 0,
    programmes: record.programmes?.map(({ code }) => code) ?? [],
    consents: Object.keys(record.consents).filter((purpose) => record.consents[purpose]?.given),
    record: version.record,
    tokens: entry.tokens,
    identities: entry.identities ?? [],
    enteredAt: version.at,
    change: version.change,
    digest: version.digest,
  };
}
