import { ActivityCancellationType, CancellationScope, proxyActivities } from '@temporalio/workflow';
import type { ImportActivities, ImportToPrepare } from '../messages/upkeep.ts';

const retry = { initialInterval: '1s', maximumInterval: '1m' } as const;

// A killed worker is noticed by the end of its attempt: a batch takes seconds, of which nothing is done twice.
const { prepareBatch } = proxyActivities<ImportActivities>({
  startToCloseTimeout: '2m',
  heartbeatTimeout: '20s',
  scheduleToCloseTimeout: '7d',
  // A batch that is being prepared is finished first: its rows are not taken from under it.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry,
});
const { endImport } = proxyActivities<ImportActivities>({
  startToCloseTimeout: '1m',
  retry,
});

/**
 * Prepares the rows of an uploaded file, batch by batch: a record change for each (N-21). Only ids are in its history. Ended
 * in any way, it leaves no rows behind.
 */
export async function importCustomers({ organisation, number, batches }: ImportToPrepare): Promise<void> {
  try {
    for (let index = 0; index < batches; index += 1) await prepareBatch({ organisation, number, index });
  } finally {
    await CancellationScope.nonCancellable(() => endImport({ organisation, number }));
  }
}
