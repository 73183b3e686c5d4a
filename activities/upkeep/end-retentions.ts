import { endRetention } from '../../application/privacy/retention.ts';
import type { Database } from '../../db/database.ts';
import { newestPolicies } from '../../db/organisation/policies.ts';
import type { Pack } from '../../packs/schema.ts';

/** Destroys what the newest policy of each organisation keeps no longer. Returns how many things went. */
export async function endRetentions(database: Database, now: Date): Promise<number> {
  let gone = 0;
  for (const { pack } of await newestPolicies(database)) gone += await endRetention(database, pack as Pack, now);
  return gone;
}
