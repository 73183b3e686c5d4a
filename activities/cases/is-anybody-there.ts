import type { Database } from '../../db/database.ts';
import { asMember, staffOf } from '../../db/organisation/staff.ts';
import { canAnybody } from '../../domain/record-change/presence.ts';
import type { PresenceRequest } from '../../workflows/messages/activities.ts';

/** True if a member of staff is there who can take a step. */
export async function isAnybodyThere(database: Database, request: PresenceRequest): Promise<boolean> {
  return canAnybody((await staffOf(database, request.organisation)).map(asMember), request);
}
