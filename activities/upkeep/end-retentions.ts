import { packsInForce } from '../../application/policies/published-packs.ts';
import { endRetention } from '../../application/privacy/retention.ts';
import type { Database } from '../../db/database.ts';

/** Destroys what the policy in force of each organisation keeps no longer. Returns how many things went. */
export async function endRetentions(database: Database, now: Date): Promise<number> {
  let gone = 0;
  for (const pack of await packsInForce(database, now.getTime())) gone += await endRetention(database, pack, now);
  return gone;
}
