import { proxyActivities } from '@temporalio/workflow';
import type { BulkActivities, RunToGive } from '../messages/upkeep.ts';

// A killed worker is noticed by the end of its attempt. What a case has taken already it takes no second time.
const { giveWaiting } = proxyActivities<BulkActivities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '20s',
  scheduleToCloseTimeout: '7d',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

/** Gives one command to many complaints, some at a time. Only ids are in its history. */
export async function giveToMany(run: RunToGive): Promise<void> {
  while ((await giveWaiting(run)) > 0);
}
