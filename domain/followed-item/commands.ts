import type { Together } from '../case/aspect.ts';
import type { FollowedItemAspect } from './aspect.ts';
import type { followedItemAspects } from './aspects.ts';
import type { FollowedItemStatus } from './state.ts';

type CommandsOf<One> = One extends FollowedItemAspect<infer Commands, infer _Facts> ? Commands : never;

/** The body of each command, as it reaches the item. */
export type FollowedItemCommands = Together<CommandsOf<(typeof followedItemAspects)[number]>>;

export type FollowedItemCommandName = keyof FollowedItemCommands;

/** What may be done next with a followed item. */
export const followedItemCommands: Record<FollowedItemStatus, readonly FollowedItemCommandName[]> = {
  open: ['complete', 'change-date', 'withdraw', 'assign'],
  completed: ['accept', 'return'],
  closed: [],
  withdrawn: [],
};
