/** The fields that an organisation has added to its customer records (F-04): which exist is entered like a record. */
import type { OwnField } from '../../domain/customer/record.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';
import { RecordBusy } from './customer-entering.ts';
import type { OwnFieldsDocument, OwnFieldsVersionDocument } from './customer-models.ts';

export interface OwnFieldsEntry {
  organisation: string;
  change: string;
  /** The version that the list was made from; 0 if there was none. */
  base: number;
  fields: OwnField[];
  by: string;
  standingInFor: string | null;
  at: string;
}

/** The fields as they stand. Version 0 and no fields if an organisation has never added one. */
export async function ownFieldsOf(database: Database, organisation: string): Promise<OwnFieldsDocument> {
  const found = await database.customerFields.findById(organisation).lean<OwnFieldsDocument>();
  return found ?? { _id: organisation, version: 0, fields: [] };
}

/**
 * Enters a new list of fields as the next version; `stale` if another change was first. Safe to repeat.
 * @throws RecordBusy if another change has kept its version and not yet published it
 */
export async function enterOwnFields(
  database: Database,
  entry: OwnFieldsEntry,
): Promise<{ entered: number } | { stale: { base: number; now: number } }> {
  const { organisation, change, base, ...rest } = entry;
  const version = base + 1;
  const { version: now } = await ownFieldsOf(database, organisation);
  const kept = { _id: `${organisation}/${version}`, organisation, version, change, ...rest };
  const isFirst =
    now === base && (await insertedOnce(() => database.customerFieldVersions.collection.insertOne(kept as never)));
  if (!isFirst) {
    const there = await database.customerFieldVersions.findById(kept._id).lean<OwnFieldsVersionDocument>();
    if (there?.change !== change) {
      if (now === base) throw new RecordBusy(`the fields of ${organisation} are just being entered by another change`);
      return { stale: { base, now } };
    }
  }
  const document = { version, fields: entry.fields };
  const { collection } = database.customerFields;
  if (base === 0) await insertedOnce(() => collection.insertOne({ _id: organisation, ...document } as never));
  else await collection.updateOne({ _id: organisation as never, version: base }, { $set: document });
  return { entered: version };
}
