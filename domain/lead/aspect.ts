/** The life of a lead is told aspect by aspect, a file each in `aspects/`. */
import type { Aspect, AspectDecisions, AspectEvolutions } from '../case/aspect.ts';
import type { Fact } from '../case/event.ts';
import { lastingFields } from '../case/lasting-fields.ts';
import type { LeadFact } from './facts.ts';
import type { LeadFields, LeadState } from './state.ts';

export type Decisions<Commands> = AspectDecisions<LeadState, LeadFact, Commands>;
export type Evolutions<Facts extends Fact> = AspectEvolutions<LeadState, Facts>;

export interface LeadAspect<Commands, Facts extends Fact> extends Aspect<LeadState, LeadFact, Commands, Facts> {}

/** The lead without what belongs to its present status alone. */
export const fieldsOf = lastingFields<LeadState, LeadFields>({ status: true, pledge: true });

export const isOver = ({ status }: LeadState): boolean => status === 'successful' || status === 'cancelled';
