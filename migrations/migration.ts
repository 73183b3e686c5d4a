import type { Database } from '../db/database.ts';

/** What a migration works with. */
export interface MigrationContext {
  database: Database;
  /** INAYA_SECRET. */
  secret: string;
  /** The data folder of a local installation; its files are brought up to date too. Undefined in production. */
  dataDir: string | undefined;
}

/** How far a step had come when it broke off, and how it notes that it has come further. */
export interface Progress {
  /** What `note` was last given in this step; null at its beginning. */
  mark: string | null;
  /** Also says that the work goes on: to be called at least every minute. */
  note(mark: string): Promise<void>;
}

/**
 * One step from a schema number to the next. It may break off anywhere, and is then run again from its beginning with the
 * mark that it noted last. It may also be run on data that it has changed already. It changes nothing that an event's or
 * the vault's digest covers.
 */
export interface Migration {
  /** The number that the data has afterwards. */
  to: number;
  /** What it does, for the person who waits: “seals the timelines that are there”. */
  does: string;
  run(context: MigrationContext, progress: Progress): Promise<void>;
}
