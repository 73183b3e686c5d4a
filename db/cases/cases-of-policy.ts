import type { Database } from '../database.ts';

/** True if a case of the organisation that has not been closed is pinned to that version of its policy. */
export async function isCaseOpenUnder(database: Database, organisation: string, version: number): Promise<boolean> {
  const open = { organisation, 'view.policyVersion': version, 'view.closedAt': null };
  return (await database.cases.findOne(open, { _id: 1 }).lean()) !== null;
}

/** True if a procedure of the organisation that runs has a step of this role which is not done yet. */
export async function isStepOpenOf(database: Database, organisation: string, role: string): Promise<boolean> {
  const step = { $elemMatch: { roles: role, status: { $in: ['waiting', 'open'] } } };
  const open = { organisation, 'view.kind': 'procedure', 'view.closedAt': null, 'view.detail.steps': step };
  return (await database.cases.findOne(open as never, { _id: 1 }).lean()) !== null;
}
