import type { FollowedItemAspect } from './aspect.ts';
import type { followedItemAspects } from './aspects.ts';

type FactsOf<One> = One extends FollowedItemAspect<infer _Commands, infer Facts> ? Facts : never;

/** What can happen to a followed item, in the past tense: the facts of its aspects. */
export type FollowedItemFact = FactsOf<(typeof followedItemAspects)[number]>;
