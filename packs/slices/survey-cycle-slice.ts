import type { SurveyCyclePolicy } from '../../domain/survey-cycle/policy.ts';
import { rightsOf } from '../rights/rights.ts';
import type { Pack } from '../schema.ts';
import { followedItemSliceFor } from './followed-item-slice.ts';
import { clockRule, noticeRule, readingOf } from './slice.ts';

/** The rules that a survey cycle is pinned to; null in a pack that has no such cases. */
export function surveyCycleSliceFor(pack: Pack): SurveyCyclePolicy | null {
  const rules = pack.kinds.surveyCycle;
  if (!rules) return null;
  const { review, discuss, agree } = rules.steps;
  const { closes } = rules.collection;
  const group = pack.groups[rules.group];
  // The checks promise that the group exists.
  if (!group) throw new Error(`Pack ${pack.id} version ${pack.version} has no group ${rules.group}.`);
  const category = 'satisfaction';
  const together = ({ roles }: { roles: string[] }) => ({ allOf: roles.map((role) => ({ role })) });
  return {
    ...readingOf(pack),
    organisation: pack.id,
    version: pack.version,
    hash: pack.hash,
    category,
    group: rules.group,
    department: group.department,
    rights: rightsOf(pack, 'surveyCycle'),
    switchedOff: [],
    clocks: Object.entries(rules.clocks).map(([id, clock]) => clockRule(pack, id, clock, { category, channel: '' })),
    approvals: { review: together(review), discuss: together(discuss), agree: together(agree) },
    collectionClosesAfter: closes === 'by-command' ? null : closes.after,
    ...(rules.steps.act ? { actsOnDonors: true as const } : {}),
    follow: pack.kinds.followedItem ? followedItemSliceFor(pack) : null,
    quietHours: pack.quietHours.staff,
    notices: rules.notices.map(noticeRule),
  };
}
