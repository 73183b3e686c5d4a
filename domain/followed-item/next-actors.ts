import { group, inHand, type NextActors, step } from '../case/next-actors.ts';
import { detailOf } from '../details.ts';

/** It lies with its owner until it is done; the result waits for somebody else. */
export const followedItemNextActors: NextActors = (view, around) => {
  const { by, standingInFor } = detailOf(view, 'followedItem').completion ?? { by: null, standingInFor: null };
  const not = [view.owner, by, standingInFor].filter((id) => id !== null);
  return [...step(view, around, 'to-judge', 'accept', { not }), ...inHand(view, [group(around.policy.group)])];
};
