import type { Database } from '../database.ts';

/** True if a case of the organisation that has not been closed is pinned to that version of its policy. */
export async function isCaseOpenUnder(database: Database, organisation: string, version: number): Promise<boolean> {
  const open = { organisation, 'view.policyVersion': version, 'view.closedAt': null };
  return (await database.cases.findOne(open, { _id: 1 }).lean()) !== null;
}
