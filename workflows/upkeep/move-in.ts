import { ActivityCancellationType, CancellationScope, proxyActivities, sleep } from '@temporalio/workflow';
import type { ImportToPrepare, MovingActivities } from '../messages/upkeep.ts';
import { patiently } from '../retries.ts';

// A killed worker is noticed by the end of its attempt: a batch is opened anew, and finds what it has opened.
const { openMovedIn } = proxyActivities<MovingActivities>({
  startToCloseTimeout: '5m',
  heartbeatTimeout: '20s',
  scheduleToCloseTimeout: '7d',
  // A batch that is being opened is finished first: its rows are not taken from under it.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});
const { endMovingIn, tellOfMovingIn } = proxyActivities<MovingActivities>({
  startToCloseTimeout: '5m',
  scheduleToCloseTimeout: '7d',
  retry: patiently,
});

/**
 * Opens the complaints of an approved file, batch by batch. Once its organisation is open it tells each person in one message.
 * Only ids are in its history. Ended in any way, it leaves no rows behind.
 */
export async function moveIn({ organisation, number, batches }: ImportToPrepare): Promise<void> {
  const request = { organisation, number };
  try {
    for (let index = 0; index < batches; index += 1) await openMovedIn({ ...request, index });
  } finally {
    await CancellationScope.nonCancellable(async () => {
      const { tellInMs } = await endMovingIn(request);
      if (tellInMs > 0) await sleep(tellInMs);
      await tellOfMovingIn(request);
    });
  }
}
