import type { Database } from '../../db/database.ts';
import { appointContact as appoint } from '../../db/leads/donor-contacts.ts';

/** An approved appointment of a point of contact that shall be entered where all leads look (N-08). */
export interface AppointRequest {
  organisation: string;
  /** Number of the lead and its request: what they have entered they never enter twice. */
  lead: string;
  request: string;
  person: string;
  donors: { donor: string; base: number }[];
  at: string;
}

/** `stale`: of one donor at least somebody else has been made the contact meanwhile; how each stands now. */
interface AppointReply {
  outcome: 'appointed' | 'stale';
  donors: { donor: string; person: string | null; version: number }[];
}

/** Enters an approved appointment where all leads look, unless somebody else has been appointed meanwhile. Safe to repeat. */
export async function appointContact(database: Database, request: AppointRequest): Promise<AppointReply> {
  const { isDone, places } = await appoint(database, request);
  const donors = places.map(({ donor, standing }) => ({
    ...{ donor, person: standing?.person ?? null, version: standing?.version ?? 0 },
  }));
  return { outcome: isDone ? 'appointed' : 'stale', donors };
}
