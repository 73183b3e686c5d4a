import type { Database } from '../../db/database.ts';
import { asMember, staffOf } from '../../db/organisation/staff.ts';
import { canAnybody, type PresenceQuestion } from '../../domain/record-change/presence.ts';

/** Whether anybody is there who can take a step. */
export interface PresenceRequest extends PresenceQuestion {
  organisation: string;
}

/** True if a member of staff is there who can take a step. */
export async function isAnybodyThere(database: Database, request: PresenceRequest): Promise<boolean> {
  return canAnybody((await staffOf(database, request.organisation)).map(asMember), request);
}
