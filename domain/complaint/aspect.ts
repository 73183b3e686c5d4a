/**
 * The life of a complaint is told aspect by aspect: intake, answering, contact and so on, a file each in `aspects/`. An
 * aspect says what follows from its commands and what its events change; `decide.ts` and `evolve.ts` put the aspects
 * together, and the compiler sees that no command and no event is left out.
 */
import type { Surroundings } from '../case.ts';
import type { Command, No } from '../command.ts';
import type { Fact, TimelineEvent } from '../event.ts';
import type { ComplaintFact } from './facts.ts';
import type { ComplaintFields, ComplaintState } from './state.ts';

/** What follows from each command of an aspect: facts, or a no. Called only where table and rights allow the command. */
export type Decisions<Commands> = {
  [Name in keyof Commands & string]: (
    state: ComplaintState,
    command: Command<Name, Commands[Name]>,
    around: Surroundings,
  ) => ComplaintFact[] | No;
};

/** What each event of an aspect makes of the complaint. Words that an event brings have already been added to it. */
export type Evolutions<Facts extends Fact> = {
  [Type in Facts['type']]: (state: ComplaintState, data: DataOf<Facts, Type>, event: TimelineEvent) => ComplaintState;
};

type DataOf<Facts extends Fact, Type> = Facts extends { type: infer Own }
  ? Type extends Own
    ? Facts['data']
    : never
  : never;

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
  solved: true,
  trackingNumber: true,
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
  internal: true,
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
