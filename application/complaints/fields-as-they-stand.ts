import { readTexts } from '../../db/cases/vault.ts';
import type { Database } from '../../db/database.ts';
import type { FoundCase } from '../call.ts';

/** What a complaint says, field by field: as it was opened, completed and corrected. What is said later counts. */
export async function fieldsAsTheyStand(
  database: Database,
  { words }: Pick<FoundCase, 'words'>,
): Promise<Record<string, string>> {
  const entries = await readTexts(database, words);
  return Object.assign({}, ...entries.map(({ content }) => content.fields ?? {})) as Record<string, string>;
}
