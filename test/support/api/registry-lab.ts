import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { customerIdentities, customerSearchTokens } from '../../../application/registry/customer-tokens.ts';
import { keepManyWords, readTexts } from '../../../db/cases/vault.ts';
import { connectMongoDB } from '../../../db/connect.ts';
import { type Database, databaseOn } from '../../../db/database.ts';
import { tokenKeyOf } from '../../../db/derivations.ts';
import { type Entered, enterForm, RecordBusy } from '../../../db/registry/customer-entering.ts';
import { versionChainHolds, versionsUpTo } from '../../../db/registry/customer-versions.ts';
import { findCustomer } from '../../../db/registry/customers.ts';
import type { CustomerRecord, RegistryWrite } from '../../../domain/customer/record.ts';
import { masterKeys } from '../samples/master-keys.ts';
import { sampleRecord } from '../samples/sample-record.ts';
import { secret } from './running-api.ts';

export const organisation = 'sample';

/** A database of its own on the servers of the test run. */
export async function registryDatabase(): Promise<Database> {
  const uri = (process.env.MONGODB_URI ?? '').replace(/\/[^/?]*(\?.*)?$/, `/test-${randomUUID()}$1`);
  return databaseOn(await connectMongoDB(uri), masterKeys);
}

/** What one form shall make of one customer. */
export interface Wish {
  customer: string;
  base: number;
  status?: RegistryWrite['status'];
  mergedInto?: string;
  record?: Partial<CustomerRecord>;
}

/** Keeps a form's records in the vault, and says what it writes. */
export async function prepared(
  database: Database,
  change: string,
  wishes: Wish[],
  of = organisation,
): Promise<RegistryWrite[]> {
  const createdAt = '2026-03-01T06:00:00Z';
  const references = await keepManyWords(
    database,
    wishes.map(({ customer, record }) => {
      const written = sampleRecord(record);
      const content = written as unknown as Record<string, unknown>;
      return {
        _id: `${change}/${customer}`,
        organisation: of,
        number: change,
        personId: customer,
        content,
        tokens: customerSearchTokens(tokenKeyOf({ secret }), customer, written, 'SA'),
        identities: customerIdentities(tokenKeyOf({ secret }), written),
        createdAt,
      };
    }),
  );
  return wishes.flatMap(({ customer, base, status = 'active', mergedInto = null }, index) => {
    const record = references[index];
    return record ? [{ customer, base, status, mergedInto, record }] : [];
  });
}

/** Enters a form once. */
export async function enter(
  database: Database,
  change: string,
  writes: RegistryWrite[],
  of = organisation,
): Promise<Entered> {
  const records = await readTexts(
    database,
    writes.map(({ record }) => record.id),
  );
  const at = '2026-03-02T06:00:00Z';
  return enterForm(database, { organisation: of, change, writes, records, by: 'steward', standingInFor: null, at });
}

/** Enters a form as the engine does: again and again while another one holds a customer. */
export async function enterPatiently(database: Database, change: string, writes: RegistryWrite[]): Promise<Entered> {
  try {
    return await enter(database, change, writes);
  } catch (error) {
    if (!(error instanceof RecordBusy)) throw error;
    // As the engine's next attempt, not all at the same beat.
    await wait(Math.random() * 30);
    return enterPatiently(database, change, writes);
  }
}

/** Who made which version of a customer, once the chain of them has proved itself. */
export async function changesOf(database: Database, customer: string): Promise<string[]> {
  const now = await findCustomer(database, organisation, customer);
  if (!now) return [];
  const versions = await versionsUpTo(database, now);
  if (versions.length !== now.version || !versionChainHolds(versions))
    throw new Error(`${customer} has lost a version`);
  if (versions.at(-1)?.digest !== now.digest) throw new Error(`${customer} does not show his last version`);
  return versions.map(({ change }) => change);
}
