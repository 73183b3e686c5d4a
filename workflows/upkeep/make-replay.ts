import { proxyActivities } from '@temporalio/workflow';
import type { ReplayActivities, ReplayToMake } from '../messages/upkeep.ts';

// A killed worker is noticed by the end of its attempt. A replay takes seconds, also of a long case.
const { makeReplay: makeIt } = proxyActivities<ReplayActivities>({
  startToCloseTimeout: '15m',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '1s', maximumInterval: '1m', maximumAttempts: 10 },
});
const { giveUpReplay } = proxyActivities<ReplayActivities>({
  startToCloseTimeout: '1m',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

/** Replays a case for an auditor. Only ids are in its history; what was found is kept in the database. */
export async function makeReplay(replay: ReplayToMake): Promise<void> {
  try {
    await makeIt(replay);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    await giveUpReplay({ ...replay, why: cause instanceof Error ? cause.message : String(cause) });
  }
}
