import { isManager } from '../../../packs/rights/holds-rights.ts';
import type { Call } from '../../call.ts';
import { assignedPerson } from '../../cases/assignee.ts';
import { pinnedPack } from '../../cases/reading/find-case.ts';
import { invalid } from '../../refused.ts';

/**
 * The staff id of somebody who works on such cases; a meeting with the manager is with one (G-09).
 * @throws Refused `Invalid` if it is anybody else's
 */
export async function whoMeets(kind: string, staffId: string, call: Call): Promise<string> {
  const person = await assignedPerson(call, staffId, 'with');
  if (kind === 'meet-manager' && !isManager(pinnedPack(call), person)) throw invalid('with', 'must be a manager');
  return person._id;
}
