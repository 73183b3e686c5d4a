import type { FollowedItemCommands } from '../../../domain/followed-item/commands.ts';
import type { FollowedItemStatus } from '../../../domain/followed-item/state.ts';
import type { Drawing, Move } from '../drawing.ts';

type Moves = Move<FollowedItemStatus, keyof FollowedItemCommands>[];

const moves: Moves = [
  ['open', 'complete', 'completed'],
  ['completed', 'accept', 'closed'],
  ['completed', 'return', 'open'],
  ['open', 'withdraw', 'withdrawn'],
];

export const followedItem: Drawing = {
  title: 'Followed item',
  about: 'Something that was decided and has an owner and a date. It is done with evidence.',
  begins: 'open',
  moves,
  windows: [],
};
