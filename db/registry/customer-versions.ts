/** The versions of customers' records: each carries the digest of the one before it, so that none can be lost or changed. */
import { digest } from '../../domain/digest.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';
import type { CustomerVersionDocument } from './customer-models.ts';
import { customerId } from './customers.ts';

/** Seals a version: its digest covers everything else that it says. */
export function sealed(version: Omit<CustomerVersionDocument, 'digest'>): CustomerVersionDocument {
  return { ...version, digest: digest(version) };
}

/** True if no version is missing, every digest is its own and each carries its predecessor's; oldest first. */
export function versionChainHolds(versions: CustomerVersionDocument[]): boolean {
  return versions.every(
    ({ digest: stated, ...content }, index) =>
      stated === digest(content) &&
      content.version === index + 1 &&
      content.previous === (versions[index - 1]?.digest ?? ''),
  );
}

export function versionId(organisation: string, number: string, version: number): string {
  return `${customerId(organisation, number)}/${version}`;
}

/** All versions of a customer up to one, oldest first; read by id, never by range. */
export async function versionsUpTo(
  database: Database,
  { organisation, number, version }: { organisation: string; number: string; version: number },
): Promise<CustomerVersionDocument[]> {
  const ids = Array.from({ length: version }, (_, index) => versionId(organisation, number, index + 1));
  const found = await readVersions(database, ids);
  return found.sort((a, b) => a.version - b.version);
}

/** These very versions, by customer. */
export async function versionsOf(
  database: Database,
  organisation: string,
  wanted: { customer: string; version: number }[],
): Promise<Map<string, CustomerVersionDocument>> {
  const ids = wanted.map(({ customer, version }) => versionId(organisation, customer, version));
  return new Map((await readVersions(database, ids)).map((version) => [version.number, version]));
}

/** Those of the versions that one record change has made, by customer. */
export async function versionsMadeBy(
  database: Database,
  change: string,
  ids: string[],
): Promise<Map<string, CustomerVersionDocument>> {
  const found = await readVersions(database, ids);
  return new Map(found.filter((version) => version.change === change).map((version) => [version.number, version]));
}

/**
 * Keeps versions of one record change. A version that stands there already must be the same change's, made by an earlier
 * attempt. An attempt that has claimed the customers can find no other.
 */
export async function keepVersions(database: Database, versions: CustomerVersionDocument[]): Promise<void> {
  if (versions.length === 0) return;
  const { collection } = database.customerVersions;
  if (await insertedOnce(() => collection.insertMany(versions as never[], { ordered: false }))) return;
  const kept = await readVersions(
    database,
    versions.map(({ _id }) => _id),
  );
  const foreign = kept.find(({ change }) => change !== versions[0]?.change);
  if (foreign) throw new Error(`version ${foreign._id} was made by ${foreign.change}, past the claim`);
}

function readVersions(database: Database, ids: string[]): Promise<CustomerVersionDocument[]> {
  return database.customerVersions.find({ _id: { $in: ids } }).lean<CustomerVersionDocument[]>();
}
