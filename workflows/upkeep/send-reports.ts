import { proxyActivities } from '@temporalio/workflow';
import type { UpkeepActivities } from '../messages/upkeep.ts';

// A mail server that is away is waited for until the next day's run, which tries what is left.
const upkeep = proxyActivities<UpkeepActivities>({
  startToCloseTimeout: '30m',
  scheduleToCloseTimeout: '20h',
  retry: { initialInterval: '1m', maximumInterval: '1h' },
});

/** Once a day, by a schedule: sends the weekly reports that are due (N-06, N-13). Returns how many messages went. */
export async function sendReports(): Promise<number> {
  return upkeep.sendReports();
}
