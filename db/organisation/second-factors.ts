/** What is written of second factors without a fact of its own: single steps, each of which counts once for all processes. */

import type { Database } from '../database.ts';

/** `sealed` is the secret of an authenticator, encrypted. */
export interface SecondFactor {
  sealed: string;
  /** The period of the last code that was used: no earlier one is good any more. */
  lastUsed: number;
  /** Hashes of the codes on paper that are left. */
  recovery: string[];
}

/** A secret that waits for its first code. */
export interface OfferedFactor {
  sealed: string;
  until: string;
}

/** Keeps a secret that waits for its first code, in place of an earlier one. */
export async function offerSecondFactor(
  database: Database,
  staffId: string,
  offeredFactor: OfferedFactor,
): Promise<void> {
  await database.staff.collection.updateOne({ _id: staffId as never }, { $set: { offeredFactor } });
}

/** Notes that the code of a period was used; false if that one or a later one was used before. */
export async function noteCodeUsed(
  database: Database,
  staffId: string,
  sealed: string,
  period: number,
): Promise<boolean> {
  const { matchedCount } = await database.staff.collection.updateOne(
    { _id: staffId as never, 'secondFactor.sealed': sealed, 'secondFactor.lastUsed': { $lt: period } },
    { $set: { 'secondFactor.lastUsed': period } },
  );
  return matchedCount === 1;
}

/** Takes a recovery code out by its hash; false if it is not there any more. */
export async function dropRecoveryCode(database: Database, staffId: string, hash: string): Promise<boolean> {
  const { modifiedCount } = await database.staff.collection.updateOne(
    { _id: staffId as never, 'secondFactor.recovery': hash },
    { $pull: { 'secondFactor.recovery': hash } } as never,
  );
  return modifiedCount === 1;
}
