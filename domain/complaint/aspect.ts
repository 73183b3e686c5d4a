/**
 * The life of a complaint is told aspect by aspect: intake, answering, contact and so on, in `aspects/`. Small ones of one
 * topic share a file. The list in `aspects.ts` puts them together.
 */
import type { Aspect, AspectDecisions, AspectEvolutions } from '../case/aspect.ts';
import type { ClockFact } from '../case/clocks/clock.ts';
import type { Fact } from '../case/event.ts';
import { lastingFields } from '../case/lasting-fields.ts';
import type { ComplaintFact } from './facts.ts';
import type { ComplaintFields, ComplaintState } from './state.ts';

/** Clocks follow from facts by the pack's rules; what a decision says of them itself is that others' are taken over. */
export type Decisions<Commands> = AspectDecisions<ComplaintState, ComplaintFact | ClockFact, Commands>;
export type Evolutions<Facts extends Fact> = AspectEvolutions<ComplaintState, Facts>;

export interface ComplaintAspect<Commands, Facts extends Fact>
  extends Aspect<ComplaintState, ComplaintFact | ClockFact, Commands, Facts> {}

/** The complaint without what belongs to its present status alone. */
export const fieldsOf = lastingFields<ComplaintState, ComplaintFields>({
  status: true,
  returnedAt: true,
  missing: true,
  completeUntil: true,
  acceptedAt: true,
  handOver: true,
  followUpUntil: true,
  outcome: true,
  reopenUntil: true,
  over: true,
  reasonCode: true,
  claimedAt: true,
  disownUntil: true,
  standing: true,
  mergedInto: true,
  undo: true,
});

/** When the complaint was accepted; if it never was, the instant at hand. */
export function acceptedAtOf(state: ComplaintState, otherwise: string): string {
  return 'acceptedAt' in state ? state.acceptedAt : otherwise;
}
