import { timelineOf } from '../../db/cases/cases.ts';
import type { Call } from '../call.ts';
import { projectedCase } from '../cases/reading/find-case.ts';

/** What one member of staff did in the complaint, oldest first, for the person who takes over (F-10). */
export async function actsOf(call: Call, staff: string): Promise<{ sequence: number; type: string; at: string }[]> {
  const events = await timelineOf(call.dependencies.database, await projectedCase(call));
  return events
    .filter(({ by, standingInFor }) => by === staff || standingInFor === staff)
    .map(({ sequence, type, at }) => ({ sequence, type, at }));
}
