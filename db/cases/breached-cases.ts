import type { CaseView } from '../../domain/case/view.ts';
import type { Database } from '../database.ts';
import type { CaseDocument } from './cases.ts';

/** The views of the cases of a kind of which a clock has been missed since an instant (UTC). */
export async function casesBreachedSince(
  database: Database,
  { organisation, kind, since }: { organisation: string; kind: string; since: string },
): Promise<CaseView[]> {
  const missed = { $elemMatch: { breachedAt: { $gte: since } } };
  const found = await database.cases
    .find({ organisation, 'view.kind': kind, breached: true, 'view.clocks': missed })
    .lean<CaseDocument[]>();
  return found.map(({ view }) => view);
}
