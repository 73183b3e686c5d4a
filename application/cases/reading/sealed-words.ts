import { viewsWithClosing } from '../../../db/cases/occurrences.ts';
import type { Database } from '../../../db/database.ts';
import { sealedWords } from '../../../domain/procedure/sealed.ts';

/** The ids of the words of these cases that nobody reads yet, as far as they are procedures (F-13). */
export async function sealedWordsOf(
  database: Database,
  organisation: string,
  numbers: readonly string[],
): Promise<Set<string>> {
  const found = await viewsWithClosing(database, organisation, numbers);
  return new Set(found.flatMap(({ view }) => [...sealedWords(view.detail)]));
}
