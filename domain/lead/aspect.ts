/** The life of a lead is told aspect by aspect, a file each in `aspects/`, as that of a complaint is. */
import type { AspectDecisions, AspectEvolutions } from '../case/aspect.ts';
import type { Fact } from '../case/event.ts';
import type { LeadFact } from './facts.ts';
import type { LeadFields, LeadState } from './state.ts';

export type Decisions<Commands> = AspectDecisions<LeadState, LeadFact, Commands>;
export type Evolutions<Facts extends Fact> = AspectEvolutions<LeadState, Facts>;

/** An event that stands in the timeline and changes nothing that a decision looks at. */
export const onlyNoted = (state: LeadState): LeadState => state;

/** The lead without what belongs to its present status alone. */
export function fieldsOf(state: LeadState): LeadFields {
  const { status, pledge, ...fields } = state as LeadState & { pledge?: unknown };
  return fields;
}
