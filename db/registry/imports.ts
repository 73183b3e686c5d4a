/** Imports of customers: how far each has come and what was wrong with its rows, by numbers and codes alone. */

import type { Actor } from '../../domain/case/command.ts';
import type { RowAlike, RowFault } from '../../domain/customer/import-row.ts';
import type { BroughtBatch, BroughtFile } from '../bulk/brought-file.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** Up to five hundred rows of a file, and the record change that they became. */
export interface ImportBatch extends BroughtBatch<RowFault> {
  /** Number of its record change, opened or not yet. */
  change: string;
  created: number;
  changed: number;
  /** Rows that change nothing. */
  unchanged: number;
  alike: RowAlike[];
}

/** Rows that are wrong by their cells alone are in no batch. */
export interface ImportDocument extends BroughtFile<RowFault> {
  batches: ImportBatch[];
  /** Since a workflow prepares it: for whom, and by which policy. Absent if an earlier release did so itself. */
  preparing?: { actor: Actor; policyVersion: number };
  /** True while its rows wait in the vault. */
  underWay?: boolean;
  /** When it was given up with batches that nobody has prepared. */
  brokenOffAt?: string | null;
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

/** Notes that a workflow goes on with what has not been done. */
export async function beginPreparing(
  database: Database,
  { _id }: ImportDocument,
  preparing: NonNullable<ImportDocument['preparing']>,
): Promise<void> {
  await database.imports.collection.updateOne(
    { _id: _id as never },
    { $set: { preparing, underWay: true, brokenOffAt: null } },
  );
}

/** Notes that nobody goes on with an import. Safe to repeat. */
export async function endPreparing(database: Database, document: ImportDocument, at: string): Promise<void> {
  const brokenOffAt = document.batches.every(({ isDone }) => isDone) ? null : at;
  await database.imports.collection.updateOne(
    { _id: document._id as never },
    { $set: { underWay: false, brokenOffAt } },
  );
}

/** True once nothing more is done for an import: everything is prepared, or it has been given up. */
export function isPrepared({ batches, underWay, brokenOffAt }: ImportDocument): boolean {
  return !underWay && (Boolean(brokenOffAt) || batches.every(({ isDone }) => isDone));
}

/** Imports that began before that instant and are not over; at most a thousand. */
export async function importsUnderWay(database: Database, before: string): Promise<ImportDocument[]> {
  return database.imports
    .find({ startedAt: { $lt: before }, brokenOffAt: null, $or: [{ underWay: true }, { 'batches.isDone': false }] })
    .limit(1000)
    .lean<ImportDocument[]>();
}
