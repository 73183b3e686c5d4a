/**
 * An aspect is a part of what a kind of case does, told in one place. It says what follows from its commands, what its
 * events change, and what else it has a say in. A kind is composed of aspects (`kind-of.ts`).
 */
import type { WorkingCalendar } from '../deadline/deadline.ts';
import type { DecisionContext, Window } from './case.ts';
import type { Command, No } from './command.ts';
import type { Errand } from './errand.ts';
import type { Fact, TimelineEvent } from './event.ts';

/** What follows from each command of an aspect: facts, or a no. Called only if table and rights allow the command. */
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

/** What an aspect has a say in besides its own commands and events. In the order of the kind's list, the first that speaks counts. */
interface AspectHooks<State, KindFact> {
  /** What stands in the way of a command just now, no matter who gives it, or null. */
  obstacle?(state: State, command: string): string | null;
  /** Why this actor may not give a command, whichever aspect decides on it; or null. */
  objection?(state: State, command: Command, around: DecisionContext): No | null;
  /** Facts that stand before those of a command, whichever aspect decides on it. */
  beforehand?(state: State, command: Command, around: DecisionContext): KindFact[];
  /** Digest of what a command decides on, as it stands. */
  decidedOn?(state: State, command: string): string | undefined;
  windows?: AspectWindows<State, KindFact>;
  /** What must be done in other cases, or asked of the directory, because of an event. */
  errands?(event: TimelineEvent, state: State): Errand[];
  /** The case after any event; `before` is how it stood until then. */
  afterward?(state: State, event: TimelineEvent, before: State): State;
}

/** Instants at which the aspect decides something when nobody has acted. */
interface AspectWindows<State, KindFact> {
  open(state: State, calendar: WorkingCalendar): Window[];
  /** What the case does when one ends, by the part of its id before the colon. */
  ended: Record<string, (state: State, window: Window, around: DecisionContext) => KindFact[]>;
}

/** `KindFact` are the facts that its decisions may state, those of the whole kind; `Facts` are its own. */
export interface Aspect<State, KindFact extends Fact, Commands, Facts extends Fact>
  extends AspectHooks<State, KindFact> {
  decisions: AspectDecisions<State, KindFact, Commands>;
  evolutions: AspectEvolutions<State, Facts>;
}

/** An aspect of a kind, whatever its commands and facts are. */
export interface AspectOf<State> extends AspectHooks<State, Fact> {
  decisions: Record<string, (state: State, command: never, around: DecisionContext) => Fact[] | No>;
  evolutions: Record<string, (state: State, data: never, event: TimelineEvent) => State>;
}

/** The bodies of all commands, from those of each aspect. */
export type Together<Each> = (Each extends unknown ? (each: Each) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** An event that stands in the timeline and changes nothing that a decision looks at. */
export const unchanged = <State>(state: State): State => state;
