import { proxyActivities } from '@temporalio/workflow';
import type { UpkeepActivities } from './messages.ts';

const upkeep = proxyActivities<UpkeepActivities>({ startToCloseTimeout: '10m', retry: { maximumAttempts: 5 } });

/** Once a day, by a schedule: removes words of complaints that were never started, and uploads that no case has. Returns how many. */
export async function sweepOrphans(): Promise<number> {
  return upkeep.sweepOrphans();
}
