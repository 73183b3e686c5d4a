import type { Client } from '@temporalio/client';
import { endMovingIn } from '../../application/moving-in/end.ts';
import { movingsUnderWay } from '../../db/bulk/movings.ts';
import type { Database } from '../../db/database.ts';
import { isImporting } from '../../temporal/imports.ts';

const day = 24 * 3_600_000;
/** How long an approved moving-in may be noted before its workflow runs: far longer than any repetition takes. */
const graceMs = day;
/** How long a proposal waits for a second person. Its rows hold words of people. Ours. */
const proposalMs = 30 * day;

/** Ends movings-in that no workflow goes on with, and proposals on which nobody has decided. Returns how many. */
export async function sweepMovings(database: Database, engine: Client, now: Date): Promise<number> {
  let swept = 0;
  for (const document of await movingsUnderWay(database, new Date(now.getTime() - graceMs).toISOString())) {
    const { organisation, number, decision, startedAt } = document;
    const since = now.getTime() - Date.parse(decision?.at ?? startedAt);
    if (since < (decision ? graceMs : proposalMs)) continue;
    if (decision && (await isImporting(engine, { organisation, number }, 'moveIn'))) continue;
    await endMovingIn(database, organisation, number, now);
    swept += 1;
  }
  return swept;
}
