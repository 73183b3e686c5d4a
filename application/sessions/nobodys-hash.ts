import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { derived } from '../../db/derivations.ts';
import { passwordHashes } from '../../db/organisation/accounts.ts';
import type { Dependencies } from '../dependencies.ts';

/** How long what is known of the accounts is good, in milliseconds. */
const goodForMs = 60_000;
const known = new WeakMap<Dependencies, { at: number; costs: Promise<string[]> }>();
/** A hash that no password opens, for each way in which passwords are hashed. */
const hashes = new Map<string, Promise<string>>();

/**
 * What a password is compared with if no account has the name, so that the answer takes as long as for a wrong password. It
 * is hashed at the cost that accounts have. If they differ, a name always meets the same one of them.
 */
export async function nobodysHash(dependencies: Dependencies, username: string): Promise<string> {
  const costs = await costsOfAccounts(dependencies);
  const mac = derived(dependencies.secret, 'nobody', username);
  const cost = costs[mac.readUInt32BE(0) % costs.length] ?? '';
  const made = hashes.get(cost) ?? hash(randomBytes(24), optionsOf(cost));
  hashes.set(cost, made);
  return made;
}

function costsOfAccounts(dependencies: Dependencies): Promise<string[]> {
  const before = known.get(dependencies);
  if (before && performance.now() - before.at < goodForMs) return before.costs;
  const costs = readCosts(dependencies);
  known.set(dependencies, { at: performance.now(), costs });
  // What could not be read is read again by the next one.
  costs.catch(() => known.delete(dependencies));
  return costs;
}

/** One entry an account, so that a cost is met as often as accounts have it; one of no account if there is none. */
async function readCosts({ database }: Dependencies): Promise<string[]> {
  const hashes = await passwordHashes(database);
  const costs = hashes.flatMap((hash) => /\$(m=\d+,t=\d+,p=\d+)\$/.exec(hash)?.[1] ?? []);
  return costs.length > 0 ? costs : [''];
}

function optionsOf(cost: string) {
  const [memoryCost, timeCost, parallelism] = (cost.match(/\d+/g) ?? []).map(Number);
  return memoryCost && timeCost && parallelism ? { memoryCost, timeCost, parallelism } : {};
}
