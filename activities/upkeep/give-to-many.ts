import { giveWaiting } from '../../application/complaints/many/give-waiting.ts';
import type { OpeningDependencies } from '../../application/dependencies.ts';
import type { BulkActivities } from '../../workflows/messages/upkeep.ts';
import { beating } from './beating.ts';

/** What a run of one command for many complaints asks for. */
export function bulkActivities(dependencies: OpeningDependencies): BulkActivities {
  return { giveWaiting: (run) => beating(() => giveWaiting(dependencies, run)) };
}
