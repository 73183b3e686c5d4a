import { readTexts, sealedText } from '../../../db/cases/vault.ts';
import type { Database } from '../../../db/database.ts';
import { keyFor, subjectOf } from '../../../db/privacy/data-keys.ts';

/** Changes words in the vault as somebody could who has the keys as well: they open, and their digest stays. */
export async function changeWords(
  database: Database,
  id: string,
  change: (content: Record<string, unknown>) => Record<string, unknown>,
): Promise<void> {
  const [entry] = await readTexts(database, [id]);
  if (!entry) throw new Error(`there are no words ${id}`);
  const { sealed } = sealedText(await keyFor(database, subjectOf(entry)), { ...entry, content: change(entry.content) });
  await database.vault.collection.updateOne({ _id: id as never }, { $set: { sealed } });
}
