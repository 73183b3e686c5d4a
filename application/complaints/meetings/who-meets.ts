import { findStaff } from '../../../db/organisation/staff.ts';
import type { Call } from '../../call.ts';
import { assignee } from '../../cases/assignee.ts';
import { pinnedPack } from '../../cases/pinned-pack.ts';
import { invalid } from '../../refused.ts';

/**
 * The staff id of somebody who works on such cases; a meeting with the manager is with one (G-09).
 * @throws Refused `Invalid` if it is anybody else's
 */
export async function whoMeets(kind: string, staffId: string, call: Call): Promise<string> {
  const id = await assignee(call, staffId, 'with');
  if (kind !== 'meet-manager') return id;
  const person = await findStaff(call.dependencies.database, call.found.organisation, id);
  const { roles } = pinnedPack(call);
  if (!person?.roles.some((role) => roles[role]?.as === 'manager')) throw invalid('with', 'must be a manager');
  return id;
}
