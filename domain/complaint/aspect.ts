/**
 * The life of a complaint is told aspect by aspect: intake, answering, contact and so on, a file each in `aspects/`. An
 * aspect says what follows from its commands and what its events change; `decide.ts` and `evolve.ts` put the aspects
 * together, and the compiler sees that no command and no event is left out.
 */
import type { AspectDecisions, AspectEvolutions } from '../case/aspect.ts';
import type { ClockFact } from '../case/clocks/clock.ts';
import type { Fact } from '../case/event.ts';
import type { ComplaintFact } from './facts.ts';
import type { ComplaintFields, ComplaintState } from './state.ts';

/** Clocks follow from facts by the pack's rules; what a decision says of them itself is that others' are taken over. */
export type Decisions<Commands> = AspectDecisions<ComplaintState, ComplaintFact | ClockFact, Commands>;
export type Evolutions<Facts extends Fact> = AspectEvolutions<ComplaintState, Facts>;

/** An event that stands in the timeline and changes nothing that a decision looks at. */
export const onlyNoted = (state: ComplaintState): ComplaintState => state;

/** The fields that outlive a status; those of the former status are left behind. */
const lasting: Record<keyof Omit<ComplaintFields, 'follower'>, true> = {
  kind: true,
  organisation: true,
  number: true,
  category: true,
  priority: true,
  round: true,
  about: true,
  owner: true,
  openedAt: true,
  closedAt: true,
  clocks: true,
  words: true,
  policy: true,
  calendar: true,
  channel: true,
  customerClass: true,
  language: true,
  completeAt: true,
  returns: true,
  answeredAt: true,
  answer: true,
  toldBy: true,
  solved: true,
  trackingNumber: true,
  trackingToken: true,
  tickets: true,
  decidedBy: true,
  barred: true,
  follows: true,
  attachments: true,
  links: true,
  merging: true,
  notTaken: true,
  merged: true,
  verdicts: true,
  stepsDone: true,
  promise: true,
  contact: true,
  appointments: true,
  claims: true,
  apologisedAt: true,
  delegate: true,
  internal: true,
  party: true,
  circle: true,
  concerns: true,
  callAgreedFor: true,
  sharers: true,
  questions: true,
  formerOwners: true,
  customerWords: true,
  contactCorrectedBy: true,
  formerContact: true,
  complainantContactedAt: true,
  reopenedAt: true,
  statements: true,
  receivedAt: true,
  correction: true,
  withdrawnBy: true,
};

/** The complaint without what belongs to its present status alone. */
export function fieldsOf(state: ComplaintState): ComplaintFields {
  const kept = Object.entries(state).filter(([field]) => field in lasting);
  return Object.fromEntries(kept) as unknown as ComplaintFields;
}

/** When the complaint was accepted; where it never was, the instant at hand. */
export function acceptedAtOf(state: ComplaintState, otherwise: string): string {
  return 'acceptedAt' in state ? state.acceptedAt : otherwise;
}
