/** The rows of an import that wait in the vault until they have been prepared: nobody brings their file twice. */

import { forgetWords, readTexts, storeText } from '../../../db/cases/vault.ts';
import type { Database } from '../../../db/database.ts';
import type { ImportBatch, ImportDocument } from '../../../db/registry/imports.ts';

/** What of an import says which rows wait. */
type Waiting = Pick<ImportDocument, 'organisation' | 'number' | 'startedAt'> & {
  batches: readonly Pick<ImportBatch, 'from' | 'to' | 'isDone'>[];
};

const idOf = (number: string, index: number): string => `${number}/${index + 1}/rows`;

/** Keeps the rows of every batch that is still to be prepared. Safe to repeat. */
export async function keepWaitingRows<Row extends { row: number }>(
  database: Database,
  { organisation, number, startedAt, batches }: Waiting,
  rows: readonly Row[],
): Promise<void> {
  for (const [index, { from, to, isDone }] of batches.entries()) {
    if (isDone) continue;
    const some = rows.filter(({ row }) => row >= from && row <= to);
    const entry = { _id: idOf(number, index), organisation, number, personId: null, tokens: [], createdAt: startedAt };
    await storeText(database, { ...entry, content: { rows: some } });
  }
}

/** @throws Error if they are not there any more. */
export async function waitingRows<Row>(database: Database, number: string, index: number): Promise<Row[]> {
  const [entry] = await readTexts(database, [idOf(number, index)]);
  if (!entry) throw new Error(`the rows of batch ${index + 1} of ${number} are gone`);
  return (entry.content as unknown as { rows: Row[] }).rows;
}

/** Removes the rows that still wait. Safe to repeat. */
export async function forgetWaitingRows(database: Database, number: string): Promise<void> {
  await forgetWords(database, `${number}/`);
}
