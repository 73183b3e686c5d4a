import { followedItem as kind } from '../../domain/followed-item/kind.ts';
import type { FollowedItemPolicy } from '../../domain/followed-item/policy.ts';
import type { FollowedItemDetails } from '../../domain/followed-item/state.ts';
import type { CaseInput } from '../messages/case.ts';
import { runCase } from '../runner/run-case.ts';

/** The life of one followed item: done by its owner by the agreed date, accepted or sent back by who asked for it. */
export async function followedItem(input: CaseInput<FollowedItemDetails, FollowedItemPolicy>): Promise<void> {
  await runCase(kind, input);
}
