import type { Database } from '../db/models.ts';
import { asMember, staffOf } from '../db/staff.ts';
import { canAnybody } from '../domain/record-change/presence.ts';
import type { PresenceRequest } from '../workflows/messages.ts';

/** True where somebody of the staff is there who can take a step. */
export async function isAnybodyThere(database: Database, request: PresenceRequest): Promise<boolean> {
  return canAnybody((await staffOf(database, request.organisation)).map(asMember), request);
}
