/** Whether those whom a request names work here. */

import { findStaff } from '../../db/organisation/staff.ts';
import type { Call } from '../call.ts';
import { invalid } from '../refused.ts';

/** @throws Refused `Invalid` unless the directory of the organisation has each of these people */
export async function mustBeInDirectory(
  { dependencies, pack }: Pick<Call, 'dependencies' | 'pack'>,
  path: string,
  ids: string[],
): Promise<void> {
  for (const id of ids) {
    if (await findStaff(dependencies.database, pack.id, id)) continue;
    throw invalid(path, `${id} is not on the staff of this organisation`);
  }
}

/** @throws Refused `Invalid` if nobody works here under that staff id now */
export async function mustWorkHere(
  { dependencies, pack }: Pick<Call, 'dependencies' | 'pack'>,
  path: string,
  staffId: string,
  fault = 'is nobody who works here',
): Promise<void> {
  const person = await findStaff(dependencies.database, pack.id, staffId);
  if (!person?.active) throw invalid(path, fault);
}
