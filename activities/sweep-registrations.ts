import type { Database } from '../db/models.ts';
import { forgetRegistration, unprovenBefore } from '../db/registrations.ts';

/** Far longer than any code is good. */
const graceMs = 24 * 3_600_000;

/** Removes what people sent who never proved their mobile number (B-04). Returns how many. */
export async function sweepRegistrations(database: Database, now: Date): Promise<number> {
  const unproven = await unprovenBefore(database, new Date(now.getTime() - graceMs).toISOString());
  for (const registration of unproven) {
    await database.vault.collection.deleteOne({ _id: `${registration.number}/registration` as never });
    await forgetRegistration(database, registration);
  }
  return unproven.length;
}
