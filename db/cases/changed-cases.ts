import type { Database } from '../database.ts';
import type { CaseDocument } from './cases.ts';

/** Which revision of a case stands now, and since when. */
export type ChangedCase = Pick<CaseDocument, '_id' | 'organisation' | 'number' | 'revision'> & { changedAt: string };

/** What has been projected at an instant or later (UTC, as stored), the first change first; no more than asked for. */
export async function changedCases(
  database: Database,
  organisation: string,
  { since, most }: { since: string; most: number },
): Promise<ChangedCase[]> {
  return database.cases
    .find({ organisation, changedAt: { $gte: since } }, { organisation: 1, number: 1, revision: 1, changedAt: 1 })
    .sort({ changedAt: 1, _id: 1 })
    .limit(most)
    .lean<ChangedCase[]>();
}
