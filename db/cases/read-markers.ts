import type { Database } from '../database.ts';
import { upsertMerged } from '../merged.ts';

/** Up to which revision one person has seen one case; `_id` is organisation/staff id/number. */
export interface ReadMarkerDocument {
  _id: string;
  organisation: string;
  staffId: string;
  number: string;
  revision: number;
  at: string;
}

/** What one person has seen of one case: the look, without its `_id`. */
export type LastLook = Omit<ReadMarkerDocument, '_id'>;

function lookId({ organisation, staffId, number }: Pick<LastLook, 'organisation' | 'staffId' | 'number'>): string {
  return `${organisation}/${staffId}/${number}`;
}

/** Notes that somebody has seen a case at a revision; an earlier revision never replaces a later one. */
export async function noteLook(database: Database, look: LastLook): Promise<void> {
  const _id = lookId(look);
  const filter = { _id, revision: { $lt: look.revision } };
  await upsertMerged(database.lastLooks, filter, { $set: look });
}

/** The revision at which somebody last saw each of these cases; those that they never saw are left out. */
export async function seenRevisions(
  database: Database,
  organisation: string,
  staffId: string,
  numbers: string[],
): Promise<Map<string, number>> {
  const ids = numbers.map((number) => lookId({ organisation, staffId, number }));
  const found = await database.lastLooks.find({ _id: { $in: ids } }).lean<ReadMarkerDocument[]>();
  return new Map(found.map(({ number, revision }) => [number, revision]));
}
