/** What a department's ticket does is told aspect by aspect, a file each in `aspects/`. */
import type { Aspect } from '../case/aspect.ts';
import type { Fact } from '../case/event.ts';
import { lastingFields } from '../case/lasting-fields.ts';
import type { TicketFact } from './facts.ts';
import type { TicketFields, TicketState } from './state.ts';

export interface TicketAspect<Commands, Facts extends Fact> extends Aspect<TicketState, TicketFact, Commands, Facts> {}

/** The ticket without what belongs to its present status alone. */
export const fieldsOf = lastingFields<TicketState, TicketFields>({
  status: true,
  resolvedAt: true,
  resolvedBy: true,
  resolvedFor: true,
  outcome: true,
});
