/** The life of a lead is told aspect by aspect, a file each in `aspects/`, as that of a complaint is. */
import type { Surroundings } from '../case.ts';
import type { Command, No } from '../command.ts';
import type { Fact, TimelineEvent } from '../event.ts';
import type { LeadFact } from './facts.ts';
import type { LeadFields, LeadState } from './state.ts';

/** What follows from each command of an aspect: facts, or a no. Called only where table and rights allow the command. */
export type Decisions<Commands> = {
  [Name in keyof Commands & string]: (
    state: LeadState,
    command: Command<Name, Commands[Name]>,
    around: Surroundings,
  ) => LeadFact[] | No;
};

/** What each event of an aspect makes of the lead. Words that an event brings have already been added to it. */
export type Evolutions<Facts extends Fact> = {
  [Type in Facts['type']]: (state: LeadState, data: DataOf<Facts, Type>, event: TimelineEvent) => LeadState;
};

type DataOf<Facts extends Fact, Type> = Facts extends { type: infer Own }
  ? Type extends Own
    ? Facts['data']
    : never
  : never;

/** An event that stands in the timeline and changes nothing that a decision looks at. */
export const onlyNoted = (state: LeadState): LeadState => state;

/** The lead without what belongs to its present status alone. */
export function fieldsOf(state: LeadState): LeadFields {
  const { status, pledge, ...fields } = state as LeadState & { pledge?: unknown };
  return fields;
}
