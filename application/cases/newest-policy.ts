/** The rules that a running case would go over to. */

import type { PolicySlice } from '../../domain/case/policy.ts';
import { kindNamed } from '../../packs/kinds.ts';
import { latest } from '../../packs/load/load.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Call, FoundCase } from '../call.ts';
import { Refused } from '../refused.ts';

/**
 * The case's policy by the newest version of the organisation's.
 * @throws Refused `PreconditionFailed` if that has no such cases any more
 */
export function newestPolicy({ dependencies, found }: Pick<Call, 'dependencies' | 'found'>): PolicySlice {
  const pack = latest(dependencies.packs, found.organisation);
  const policy = pack && policyOf(pack, found);
  if (policy) return policy;
  throw new Refused('PreconditionFailed', 'The newest version of the policy has no cases like this one.');
}

/** The policy of a case as it is, made as at its opening; null in a pack that has no such cases. */
function policyOf(pack: Pack, { department, view }: FoundCase): PolicySlice | null {
  try {
    return kindNamed(view.kind)?.policyFor(pack, { category: view.category, department, detail: view.detail }) ?? null;
  } catch {
    // A category, a department or a route that the newest version does not have any more.
    return null;
  }
}
