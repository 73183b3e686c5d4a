import type { Client } from '@temporalio/client';
import { endImport } from '../../application/registry/imports/end-import.ts';
import type { Database } from '../../db/database.ts';
import { importsUnderWay } from '../../db/registry/imports.ts';
import { MS_PER_DAY } from '../../domain/deadline/instants-and-dates.ts';
import { stateOfImport } from '../../temporal/imports.ts';

/** How long an import may be noted before its workflow runs: far longer than any repetition of its upload takes. */
const graceMs = MS_PER_DAY;

/**
 * Ends imports that no workflow goes on with. Either the upload broke off before the engine knew of it and was never
 * repeated, or somebody has ended the workflow by force. Their rows leave the vault. Returns how many.
 */
export async function sweepImports(database: Database, engine: Client, now: Date): Promise<number> {
  let swept = 0;
  const before = new Date(now.getTime() - graceMs).toISOString();
  for (const { organisation, number } of await importsUnderWay(database, before)) {
    if ((await stateOfImport(engine, { organisation, number })) === 'running') continue;
    await endImport({ database }, organisation, number, now);
    swept += 1;
  }
  return swept;
}
