import { proxyActivities } from '@temporalio/workflow';
import type { UpkeepActivities } from '../messages/upkeep.ts';

const upkeep = proxyActivities<UpkeepActivities>({ startToCloseTimeout: '10m', retry: { maximumAttempts: 5 } });

/** Once a day, by a schedule: removes words of cases that were never started, uploads that no case has, and registrations that nobody proved. Returns how many. */
export async function sweepOrphans(): Promise<number> {
  return upkeep.sweepOrphans();
}
