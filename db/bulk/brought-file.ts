/** What movings-in and imports have in common: a file that somebody brought, taken in some rows at a time. */

/** Some rows of a file, and what was wrong with them. */
export interface BroughtBatch<Fault> {
  from: number;
  to: number;
  rows: number;
  isDone: boolean;
  faults: Fault[];
}

/** `_id` is organisation/number. What stands in the rows is in the vault, or nowhere. */
export interface BroughtFile<Fault> {
  _id: string;
  organisation: string;
  number: string;
  /** Nothing but this is kept of a trial. */
  trial: boolean;
  by: string;
  startedAt: string;
  /** Keyed, of the whole file: another one under the same key is another request. */
  fileDigest: string;
  rows: number;
  ignoredColumns: string[];
  /** Of rows that are in no batch. */
  faults: Fault[];
}
