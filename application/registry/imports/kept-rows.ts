/** The rows of a batch in the vault, beside its record change: the form can be made of them anew without another upload. */

import { readTexts, storeText } from '../../../db/cases/vault.ts';
import type { Database } from '../../../db/database.ts';
import type { ImportRow } from '../../../domain/customer/import-row.ts';
import type { RegistryForm } from '../../../domain/customer/record.ts';

export interface KeptRows {
  rows: ImportRow[];
  /** Those of its new customers who look like a row of another batch, by number. */
  alike: RegistryForm['alike'];
}

const idOf = (change: string): string => `${change}/rows`;

export async function keepRows(
  database: Database,
  place: { organisation: string; change: string; at: string },
  kept: KeptRows,
): Promise<void> {
  const { organisation, change, at } = place;
  const entry = { _id: idOf(change), organisation, number: change, personId: null, tokens: [], createdAt: at };
  await storeText(database, { ...entry, content: { ...kept } });
}

/** Null if the record change comes from no import. */
export async function keptRows(database: Database, change: string): Promise<KeptRows | null> {
  const [entry] = await readTexts(database, [idOf(change)]);
  return entry ? (entry.content as unknown as KeptRows) : null;
}
