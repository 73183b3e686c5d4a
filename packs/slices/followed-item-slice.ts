import type { FollowedItemPolicy } from '../../domain/followed-item/policy.ts';
import { rightsOf } from '../rights/rights.ts';
import type { Pack } from '../schema.ts';
import { followedItemClocks } from './followed-item-clocks.ts';
import { clockRule, noticeRule, readingOf } from './slice.ts';

/** The rules that a followed item is pinned to. Throws where the pack has none. */
export function followedItemSliceFor(pack: Pack): FollowedItemPolicy {
  const rules = pack.kinds.followedItem;
  const group = rules && pack.groups[rules.group];
  if (!rules || !group) throw new Error(`Pack ${pack.id} version ${pack.version} has no followed items.`);
  const category = 'action';
  return {
    ...readingOf(pack),
    organisation: pack.id,
    version: pack.version,
    hash: pack.hash,
    category,
    group: rules.group,
    department: group.department,
    rights: rightsOf(pack, 'followedItem'),
    switchedOff: [],
    clocks: Object.entries(followedItemClocks(rules)).map(([id, clock]) =>
      clockRule(pack, id, clock, { category, channel: '' }),
    ),
    quietHours: pack.quietHours.staff,
    notices: rules.notices.map(noticeRule),
  };
}
