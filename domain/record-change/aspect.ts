/** What a record change does is told aspect by aspect, a file each in `aspects/`. */
import type { Aspect } from '../case/aspect.ts';
import type { Fact, TimelineEvent } from '../case/event.ts';
import { lastingFields } from '../case/lasting-fields.ts';
import type { RecordChangeFact } from './facts.ts';
import type { Part, RecordChangeFields, RecordChangeState } from './state.ts';

export interface RecordChangeAspect<Commands, Facts extends Fact>
  extends Aspect<RecordChangeState, RecordChangeFact, Commands, Facts> {}

/** The record change without what belongs to its present status alone. */
export const fieldsOf = lastingFields<RecordChangeState, RecordChangeFields>({
  status: true,
  review: true,
  back: true,
  entry: true,
  entered: true,
  enteredAt: true,
  archive: true,
});

/** The part of the person who caused an event. */
export function partOf({ by, standingInFor, at }: TimelineEvent): Part {
  return { by, standingInFor: standingInFor ?? null, at };
}
