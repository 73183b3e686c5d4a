import { proxyActivities } from '@temporalio/workflow';
import type { UpkeepActivities } from '../messages/upkeep.ts';

const upkeep = proxyActivities<UpkeepActivities>({ startToCloseTimeout: '10m', retry: { maximumAttempts: 5 } });

/** Once a day, by a schedule: starts the survey cycle of each programme that has ended (N-09). Returns how many. */
export async function startSurveyCycles(): Promise<number> {
  return upkeep.startSurveyCycles();
}
