import type { Client } from '@temporalio/client';
import { runsThatWait } from '../../db/bulk/bulk-runs.ts';
import type { Database } from '../../db/database.ts';
import { startGiving } from '../../temporal/bulk-runs.ts';

/** How long ago a run was noted at least: its caller starts it at once, or never. */
const graceMs = 3_600_000;

/** Starts runs of which something still waits: their caller died before the engine knew of them. One that runs is left to run. */
export async function sweepBulkRuns(database: Database, engine: Client, now: Date): Promise<number> {
  const waiting = await runsThatWait(database, new Date(now.getTime() - graceMs).toISOString());
  for (const run of waiting) await startGiving(engine, run);
  return waiting.length;
}
