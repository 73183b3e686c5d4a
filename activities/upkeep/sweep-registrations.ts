import type { Client } from '@temporalio/client';
import { forgetRegistration, noteConfirmed, unconfirmedBefore } from '../../db/access/registrations.ts';
import type { Database } from '../../db/database.ts';
import { MS_PER_DAY } from '../../domain/deadline/instants-and-dates.ts';
import { isStarted } from '../../temporal/cases.ts';

/** Far longer than any code is good. */
const graceMs = MS_PER_DAY;

/**
 * Removes what people sent who never proved their mobile number (B-04), or whose record change was never opened: they were
 * told so. One that was opened, and is only not noted, is noted. Returns how many were removed.
 */
export async function sweepRegistrations(database: Database, engine: Client, now: Date): Promise<number> {
  let swept = 0;
  for (const registration of await unconfirmedBefore(database, new Date(now.getTime() - graceMs).toISOString())) {
    const { organisation, number, provenAt } = registration;
    if (provenAt && (await isStarted(engine, { kind: 'recordChange', organisation, number }))) {
      await noteConfirmed(database, registration, provenAt);
      continue;
    }
    await database.vault.collection.deleteOne({ _id: `${number}/registration` as never });
    await forgetRegistration(database, registration);
    swept += 1;
  }
  return swept;
}
