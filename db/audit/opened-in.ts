import type { CaseDocument } from '../cases/cases.ts';
import type { Database } from '../database.ts';

/** The cases of these kinds that were opened in a period, as they are read. */
export async function* openedIn(
  database: Database,
  organisation: string,
  { kinds, from, before }: { kinds: readonly string[]; from: string; before: string },
): AsyncGenerator<CaseDocument> {
  const filter = { organisation, 'view.kind': { $in: kinds }, 'view.openedAt': { $gte: from, $lt: before } };
  yield* database.cases.find(filter, { slim: 0, words: 0 }).lean<CaseDocument>().cursor();
}
