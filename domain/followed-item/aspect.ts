/** What a followed item does is told aspect by aspect, a file each in `aspects/`. */
import type { Aspect } from '../case/aspect.ts';
import type { ClockFact } from '../case/clocks/clock.ts';
import type { Fact } from '../case/event.ts';
import { lastingFields } from '../case/lasting-fields.ts';
import type { FollowedItemFact } from './facts.ts';
import type { FollowedItemFields, FollowedItemState } from './state.ts';

/** What a decision says of clocks itself is that the one of an earlier date has been replaced. */
export interface FollowedItemAspect<Commands, Facts extends Fact>
  extends Aspect<FollowedItemState, FollowedItemFact | ClockFact, Commands, Facts> {}

/** The item without what belongs to its present status alone. */
export const fieldsOf = lastingFields<FollowedItemState, FollowedItemFields>({ status: true, completion: true });
