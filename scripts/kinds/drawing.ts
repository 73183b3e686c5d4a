/** A command, the end of a window or a message that arrives nowhere moves a case from one status to another. */
export type Move<Status extends string, Command extends string> = [
  from: Status,
  by: Command | `window: ${string}` | 'message undelivered',
  to: Status,
];

/** A window of a kind: while what it is open, when it ends, and what the case then does if nobody has acted. */
type WindowRow = [id: string, open: string, ends: string, then: string];

/**
 * What the page of a kind tells besides its tables: what it is, where it begins, where its commands lead, and what its
 * windows do. The rules decide where a command leads, so its table does not say it. A test watches every life of a case in
 * the tests of the rules, and fails if one moves otherwise.
 */
export interface Drawing {
  title: string;
  about: string;
  begins: string;
  moves: Move<string, string>[];
  windows: WindowRow[];
}
