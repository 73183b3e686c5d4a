/** Imports of customers: how far each has come and what was wrong with its rows, by numbers and codes alone. */
import type { RowAlike, RowFault } from '../domain/customer/import-row.ts';
import { insertedOnce } from './duplicate-key.ts';
import type { Database } from './models.ts';

/** Up to five hundred rows of a file, and the record change that they became. */
export interface ImportBatch {
  /** Number of its record change, opened or not yet. */
  change: string;
  from: number;
  to: number;
  rows: number;
  isDone: boolean;
  created: number;
  changed: number;
  /** Rows that change nothing. */
  unchanged: number;
  faults: RowFault[];
  alike: RowAlike[];
}

/** `_id` is organisation/number. What stands in the rows is in the vault, or nowhere. */
export interface ImportDocument {
  _id: string;
  organisation: string;
  number: string;
  /** Nothing but this is kept of a trial. */
  trial: boolean;
  by: string;
  startedAt: string;
  /** Keyed, of the whole file: another one under the same key is another request. */
  fileDigest: string;
  rows: number;
  ignoredColumns: string[];
  /** Of rows that can be told to be wrong by their cells alone; they are in no batch. */
  faults: RowFault[];
  batches: ImportBatch[];
}

export function importId(organisation: string, number: string): string {
  return `${organisation}/${number}`;
}

/** Notes an import before anything is done for it; returns what stands under its number: this note or an earlier one. */
export async function noteImport(database: Database, document: ImportDocument): Promise<ImportDocument> {
  if (await insertedOnce(() => database.imports.collection.insertOne(document as never))) return document;
  const { organisation, number } = document;
  return (await findImport(database, organisation, number)) ?? document;
}

export async function findImport(
  database: Database,
  organisation: string,
  number: string,
): Promise<ImportDocument | null> {
  return database.imports.findById(importId(organisation, number)).lean<ImportDocument>();
}

/** Keeps what became of a batch. */
export async function keepBatch(
  database: Database,
  organisation: string,
  number: string,
  index: number,
  batch: ImportBatch,
): Promise<void> {
  const _id = importId(organisation, number) as never;
  await database.imports.collection.updateOne({ _id }, { $set: { [`batches.${index}`]: batch } });
}
