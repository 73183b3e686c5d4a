import type { Database } from '../../db/database.ts';
import { appointContact as appoint } from '../../db/leads/donor-contacts.ts';
import type { AppointReply, AppointRequest } from '../../workflows/messages/activities.ts';

/** Enters an approved appointment where all leads look, unless somebody else has been appointed meanwhile. Safe to repeat. */
export async function appointContact(database: Database, request: AppointRequest): Promise<AppointReply> {
  const { isDone, places } = await appoint(database, request);
  const donors = places.map(({ donor, standing }) => ({
    ...{ donor, person: standing?.person ?? null, version: standing?.version ?? 0 },
  }));
  return { outcome: isDone ? 'appointed' : 'stale', donors };
}
