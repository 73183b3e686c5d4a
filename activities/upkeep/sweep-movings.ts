import type { Client } from '@temporalio/client';
import { endMovingIn } from '../../application/moving-in/end.ts';
import { movingsUnderWay } from '../../db/bulk/movings.ts';
import type { Database } from '../../db/database.ts';
import { MS_PER_DAY } from '../../domain/deadline/instants-and-dates.ts';
import { startImporting, stateOfImport } from '../../temporal/imports.ts';

/** How long an approved moving-in may be noted before its workflow runs: far longer than any repetition takes. */
const graceMs = MS_PER_DAY;
/** How long a proposal waits for a second person. Its rows hold words of people. Ours. */
const proposalMs = 30 * MS_PER_DAY;

/**
 * Ends movings-in whose workflow has been ended by force, and proposals on which nobody has decided. One that is approved, and
 * of which the engine knows nothing, is started: its approver's process died in between. Returns how many.
 */
export async function sweepMovings(database: Database, engine: Client, now: Date): Promise<number> {
  let swept = 0;
  for (const document of await movingsUnderWay(database, new Date(now.getTime() - graceMs).toISOString())) {
    const { organisation, number, decision, startedAt, batches } = document;
    const since = now.getTime() - Date.parse(decision?.at ?? startedAt);
    if (since < (decision ? graceMs : proposalMs)) continue;
    const state = decision?.approved ? await stateOfImport(engine, { organisation, number }, 'moveIn') : 'ended';
    if (state === 'running') continue;
    if (state === 'ended') await endMovingIn(database, organisation, number, now);
    else await startImporting(engine, { organisation, number, batches: batches.length }, 'moveIn');
    swept += 1;
  }
  return swept;
}
