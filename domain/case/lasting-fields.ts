/** What outlives a status of a case, and what is left behind with it. */

type KeyOfEach<Union> = Union extends unknown ? keyof Union : never;

/** The fields that the statuses of a kind add to those that all its cases have. */
type FieldOfStatus<State, Fields> = Exclude<KeyOfEach<State>, keyof Fields>;

/** Names each field that belongs to a status alone; the compiler sees that none is forgotten, and that no other is named. */
export type FieldsOfStatuses<State, Fields> = Record<FieldOfStatus<State, Fields>, true>;

/** A function that gives a case without what belongs to its present status alone. */
export function lastingFields<State extends object, Fields>(
  ofStatuses: FieldsOfStatuses<State, Fields>,
): (state: State) => Fields {
  return (state) => Object.fromEntries(Object.entries(state).filter(([field]) => !(field in ofStatuses))) as Fields;
}
