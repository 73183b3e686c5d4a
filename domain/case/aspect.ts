/**
 * Kinds of case with a long life are told aspect by aspect, a file each in their `aspects/`: what follows from its commands,
 * and what its events change. The kind puts its aspects together, and the compiler sees that nothing is left out.
 */
import type { DecisionContext } from './case.ts';
import type { Command, No } from './command.ts';
import type { Fact, TimelineEvent } from './event.ts';

/** What follows from each command of an aspect: facts, or a no. Called only where table and rights allow the command. */
export type AspectDecisions<State, KindFact, Commands> = {
  [Name in keyof Commands & string]: (
    state: State,
    command: Command<Name, Commands[Name]>,
    around: DecisionContext,
  ) => KindFact[] | No;
};

/** What each event of an aspect makes of the case. Words that an event brings have already been added to it. */
export type AspectEvolutions<State, Facts extends Fact> = {
  [Type in Facts['type']]: (state: State, data: DataOf<Facts, Type>, event: TimelineEvent) => State;
};

type DataOf<Facts extends Fact, Type> = Facts extends { type: infer Own }
  ? Type extends Own
    ? Facts['data']
    : never
  : never;
