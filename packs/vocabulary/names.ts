/** What a pack may say of a kind's commands and events: the names follow from the rules of the kind. */

interface Names<Command extends string, Event extends string> {
  commandNames: readonly Command[];
  innerCommands: readonly string[];
  eventNames: readonly Event[];
}

/** The commands that people give, as rights and stand-ins name them, and what else they may do with such cases. */
export function commandsOf<Command extends string, Also extends string>(
  { commandNames, innerCommands }: Pick<Names<Command, string>, 'commandNames' | 'innerCommands'>,
  also: readonly Also[] = [],
): (Command | Also)[] {
  const given = commandNames.filter((name) => !innerCommands.includes(name));
  return [...new Set([...given, ...also])].sort();
}

/** What happens to every case that has clocks. */
const clockEvents = ['breached', 'clockUnarmed'] as const;

/** The events that may start or stop a clock, or be told to somebody: all but those that a kind keeps to itself. */
export function eventsOf<Event extends string, Inner extends Event>(
  { eventNames }: Pick<Names<string, Event>, 'eventNames'>,
  inner: readonly (Inner | (typeof clockEvents)[number])[] = [],
): (Exclude<Event, Inner> | (typeof clockEvents)[number])[] {
  const kept: readonly string[] = inner;
  const all: readonly (Event | (typeof clockEvents)[number])[] = [...eventNames, ...clockEvents];
  return all.filter((name) => !kept.includes(name)).sort() as (Exclude<Event, Inner> | (typeof clockEvents)[number])[];
}
