import type { FollowedItemPolicy } from '../../../domain/followed-item/policy.ts';
import { rightsIn } from '../../rights/role-rights.ts';
import type { Pack } from '../../schema.ts';
import { pinnedPolicy } from '../pinned-policy.ts';
import { followedItemClocks } from './clocks.ts';
import { followedItemRights } from './rights.ts';

/** The rules that a followed item is pinned to. @throws Error if the pack has none */
export function followedItemSliceFor(pack: Pack): FollowedItemPolicy {
  const rules = pack.kinds.followedItem;
  if (!rules) throw new Error(`Pack ${pack.id} version ${pack.version} has no followed items.`);
  const { group, notices } = rules;
  const rights = rightsIn(pack, 'followedItem', followedItemRights);
  const traits = { category: 'action', channel: '' };
  return pinnedPolicy(pack, { traits, group, rights, clocks: followedItemClocks(rules), notices }, {});
}
