import type { RoleRights } from '../../../domain/case/policy.ts';
import type { FollowedItemPolicy } from '../../../domain/followed-item/policy.ts';
import type { Pack } from '../../schema.ts';
import { pinnedPolicy, type RightsPack, type Role, rightsIn, standingRights } from '../pinned-policy.ts';
import { followedItemClocks } from './clocks.ts';

/** The rules that a followed item is pinned to. @throws Error if the pack has none */
export function followedItemSliceFor(pack: Pack): FollowedItemPolicy {
  const rules = pack.kinds.followedItem;
  if (!rules) throw new Error(`Pack ${pack.id} version ${pack.version} has no followed items.`);
  const { group, notices } = rules;
  const rights = rightsIn(pack, 'followedItem', followedItemRights);
  const traits = { category: 'action', channel: '' };
  return pinnedPolicy(pack, { traits, group, rights, clocks: followedItemClocks(rules), notices }, {});
}

/** The owner of a followed item completes it and reads it, in any role. The pack says what else there is. */
export function followedItemRights(pack: RightsPack, name: string, role: Role): RoleRights {
  const steps = pack.kinds.followedItem?.steps;
  const base = standingRights(pack, role);
  if (!steps) return base;
  const judges = steps.judge.roles.includes(name);
  const changes = steps.changeDate.roles.includes(name);
  const commands: RoleRights['commands'] = {
    complete: 'owner',
    ...(judges ? { accept: 'yes', return: 'yes' } : {}),
    ...(changes ? { 'change-date': 'yes', withdraw: 'yes' } : {}),
    // The first readings knew no other owner.
    ...(changes && pack.reading === 3 ? { assign: 'yes' as const } : {}),
  };
  const readsAll = judges || changes || base.read === 'all';
  return {
    ...base,
    commands,
    read: readsAll ? 'all' : 'group',
    words: judges || changes ? 'all' : readsAll ? base.words : 'own',
  };
}
