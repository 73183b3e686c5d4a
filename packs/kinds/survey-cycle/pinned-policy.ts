import type { SurveyCyclePolicy } from '../../../domain/survey-cycle/policy.ts';
import { rightsIn } from '../../rights/role-rights.ts';
import type { Pack } from '../../schema.ts';
import { followedItemSliceFor } from '../followed-item/pinned-policy.ts';
import { pinnedPolicy } from '../pinned-policy.ts';
import { surveyCycleRights } from './rights.ts';

/** The rules that a survey cycle is pinned to; null in a pack that has no such cases. */
export function surveyCycleSliceFor(pack: Pack): SurveyCyclePolicy | null {
  const rules = pack.kinds.surveyCycle;
  if (!rules) return null;
  const { review, discuss, agree, act } = rules.steps;
  const { group, clocks, notices, collection } = rules;
  const rights = rightsIn(pack, 'surveyCycle', surveyCycleRights);
  const traits = { category: 'satisfaction', channel: '' };
  const together = ({ roles }: { roles: string[] }) => ({ allOf: roles.map((role) => ({ role })) });
  return pinnedPolicy(
    pack,
    { traits, group, rights, clocks, notices },
    {
      approvals: { review: together(review), discuss: together(discuss), agree: together(agree) },
      collectionClosesAfter: collection.closes === 'by-command' ? null : collection.closes.after,
      ...(act ? { actsOnDonors: true as const } : {}),
      follow: pack.kinds.followedItem ? followedItemSliceFor(pack) : null,
    },
  );
}
