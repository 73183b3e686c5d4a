import type { CaseView } from '../../domain/case/view.ts';
import type { Database } from '../database.ts';
import type { CaseDocument } from './cases.ts';

/** By less than this the clocks of two processes differ, in milliseconds. */
const clocksDifferBy = 3_600_000;

/** The views of the cases of a kind of which a clock has been missed since an instant (UTC). */
export async function casesBreachedSince(
  database: Database,
  { organisation, kind, since }: { organisation: string; kind: string; since: string },
): Promise<CaseView[]> {
  const missed = { $elemMatch: { breachedAt: { $gte: since } } };
  // A clock that was missed since then has changed its document since then, and an index finds those.
  const changedAt = { $gte: new Date(Date.parse(since) - clocksDifferBy).toISOString() };
  const found = await database.cases
    .find({ organisation, changedAt, 'view.kind': kind, breached: true, 'view.clocks': missed })
    .lean<CaseDocument[]>();
  return found.map(({ view }) => view);
}
