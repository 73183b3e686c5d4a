import type { CaseDocument } from '../cases/cases.ts';
import type { Database } from '../database.ts';

export type OwnCase = Pick<CaseDocument, 'waitsFor' | 'nextDueAt' | 'breached'>;

/** What somebody owns that has not ended, as far as their desk asks for it. */
export async function ownCases(database: Database, organisation: string, owner: string): Promise<OwnCase[]> {
  return database.cases
    .find(
      { organisation, 'view.owner': owner, over: false, about: { $ne: owner } },
      { waitsFor: 1, nextDueAt: 1, breached: 1 },
    )
    .lean<OwnCase[]>();
}
