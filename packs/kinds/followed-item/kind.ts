import { followedItem as followedItemRules } from '../../../domain/followed-item/kind.ts';
import type { PackContent } from '../../schema/pack.ts';
import { commandsOf } from '../../vocabulary/names.ts';
import type { KindOfPolicy } from '../kind-of-policy.ts';
import { clocksAndNotices, groupReference, placed, roleReferences } from '../placed.ts';
import { followedItemClocks } from './clocks.ts';
import { followedItemRights, followedItemSliceFor } from './pinned-policy.ts';

const path = ['kinds', 'followedItem'];

function stepsOf({ kinds }: PackContent) {
  return placed([...path, 'steps'], kinds.followedItem?.steps ?? {});
}

/** What was decided elsewhere, with an owner and a date. */
export const followedItem: KindOfPolicy = {
  clocks: ({ kinds }) => placed(path, kinds.followedItem ? followedItemClocks(kinds.followedItem) : {}),
  notices: ({ kinds: { followedItem: rules } }) =>
    clocksAndNotices(path, rules && { clocks: {}, notices: rules.notices }).notices,
  decisions: (pack) => [
    ...(pack.kinds.followedItem ? [{ path, part: pack.kinds.followedItem }] : []),
    ...stepsOf(pack),
  ],
  commandNames: commandsOf(followedItemRules),
  references: (pack) => [
    ...stepsOf(pack).flatMap((step) => roleReferences(pack, step)),
    ...(pack.kinds.followedItem ? [groupReference(pack, path, pack.kinds.followedItem)] : []),
  ],
  checks: [],
  rights: followedItemRights,
  policyFor: followedItemSliceFor,
  titleOfCategory: (kinds) => kinds.followedItem,
  // A clock that takes the place of another, when another date is agreed, is called like the first.
  titleOfClock: (kinds, clock) => kinds.followedItem?.[clock === 'judging' ? 'judging' : 'action'],
};
