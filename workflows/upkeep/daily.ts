/** What schedules run, most of it once a day. Each gives back how many things it did. */
import { proxyActivities } from '@temporalio/workflow';
import type { UpkeepActivities } from '../messages/upkeep.ts';
import { patiently } from '../retries.ts';

const retry = { maximumAttempts: 5 };
const upkeep = proxyActivities<UpkeepActivities>({ startToCloseTimeout: '10m', retry });
const patientUpkeep = proxyActivities<UpkeepActivities>({ startToCloseTimeout: '1h', retry: patiently });
const longUpkeep = proxyActivities<UpkeepActivities>({ startToCloseTimeout: '1h', retry });

// A mail server that is away is waited for until the next day's run, which tries what is left.
const mail = proxyActivities<UpkeepActivities>({
  startToCloseTimeout: '30m',
  scheduleToCloseTimeout: '20h',
  retry: { initialInterval: '1m', maximumInterval: '1h' },
});

/** Keeps the histories of runs that have closed, before the engine deletes them. It is tried until it is done. */
export async function archiveHistories(): Promise<number> {
  return patientUpkeep.archiveHistories();
}

/** Looks for what is wrong with cases and nobody has noticed: how many alarms there were. */
export async function sweepCases(): Promise<number> {
  return longUpkeep.sweepCases();
}

/** Signs where every chain stands: how many heads were new. */
export async function makeCheckpoint(): Promise<number> {
  return longUpkeep.makeCheckpoint();
}

/** Sends the weekly reports that are due (N-06, N-13): how many messages went. */
export async function sendReports(): Promise<number> {
  return mail.sendReports();
}

/** Starts the survey cycle of each programme that has ended (N-09). */
export async function startSurveyCycles(): Promise<number> {
  return upkeep.startSurveyCycles();
}

/** Removes words of cases that were never started, uploads that no case has, and registrations that nobody proved. */
export async function sweepOrphans(): Promise<number> {
  return upkeep.sweepOrphans();
}

/** Destroys what the policies keep no longer. What breaks off is gone on with by the next day's run. */
export async function endRetention(): Promise<number> {
  return longUpkeep.endRetention();
}
