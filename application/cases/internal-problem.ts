import type { CaseView } from '../../domain/case/view.ts';
import { isInternalCategory } from '../../packs/intake.ts';
import { packOfVersion } from '../../packs/load/load.ts';
import type { Pack } from '../../packs/schema.ts';
import { Refused } from '../refused.ts';

/** True of a problem of the organisation's own: it has no customer, and no customer is told of it (N-25). */
export function isInternal({ detail }: Pick<CaseView, 'detail'>): boolean {
  return detail.internal === true;
}

/** The same by the policy that the case is pinned to, also of one that was opened before cases said so of themselves. */
export function isClosedToCustomers(packs: readonly Pack[], view: CaseView): boolean {
  const pack = packOfVersion(packs, view);
  return isInternal(view) || (pack !== undefined && isInternalCategory(pack, view.category));
}

/** The refusal of a command that needs a customer, or the same one on both sides. */
export function withoutCustomer(command: string, why: string, { allowed }: Pick<CaseView, 'allowed'>): Refused {
  return new Refused('NotAllowedNow', `${command} is not possible: ${why}.`, { allowed });
}
