/** The rows of an import that wait in the vault until they have been prepared: nobody brings their file twice. */

import { forgetWords, readTexts, storeText } from '../../../db/cases/vault.ts';
import type { Database } from '../../../db/database.ts';
import type { ImportDocument } from '../../../db/registry/imports.ts';
import type { ImportRow } from '../../../domain/customer/import-row.ts';

const idOf = (number: string, index: number): string => `${number}/${index + 1}/rows`;

/** Keeps the rows of every batch that is still to be prepared. Safe to repeat. */
export async function keepWaitingRows(
  database: Database,
  { organisation, number, startedAt, batches }: ImportDocument,
  rows: readonly ImportRow[],
): Promise<void> {
  for (const [index, { from, to, isDone }] of batches.entries()) {
    if (isDone) continue;
    const some = rows.filter(({ row }) => row >= from && row <= to);
    const entry = { _id: idOf(number, index), organisation, number, personId: null, tokens: [], createdAt: startedAt };
    await storeText(database, { ...entry, content: { rows: some } });
  }
}

/** @throws Error if they are not there any more. */
export async function waitingRows(database: Database, number: string, index: number): Promise<ImportRow[]> {
  const [entry] = await readTexts(database, [idOf(number, index)]);
  if (!entry) throw new Error(`the rows of batch ${index + 1} of ${number} are gone`);
  return (entry.content as unknown as { rows: ImportRow[] }).rows;
}

/** Removes the rows that still wait. Safe to repeat. */
export async function forgetWaitingRows(database: Database, number: string): Promise<void> {
  await forgetWords(database, `${number}/`);
}
