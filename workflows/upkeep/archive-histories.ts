import { proxyActivities } from '@temporalio/workflow';
import type { UpkeepActivities } from '../messages/upkeep.ts';

const upkeep = proxyActivities<UpkeepActivities>({ startToCloseTimeout: '1h', retry: { maximumAttempts: 5 } });

/** Once a day, by a schedule: keeps the histories of runs that have closed, before the engine deletes them. Returns how many. */
export async function archiveHistories(): Promise<number> {
  return upkeep.archiveHistories();
}
