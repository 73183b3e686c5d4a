import type { VaultDocument } from '../../db/cases/vault.ts';
import { readTexts } from '../../db/cases/vault.ts';
import type { Database } from '../../db/database.ts';
import type { FoundCase } from '../call.ts';

/** The vault's entry that says who the customer is and where messages go: the opening, or its latest correction. */
export async function customerEntry(
  database: Database,
  { view, words }: Pick<FoundCase, 'view' | 'words'>,
): Promise<VaultDocument | undefined> {
  const id = view.detail.customerWords?.id ?? words[0];
  return (await readTexts(database, id ? [id] : []))[0];
}
