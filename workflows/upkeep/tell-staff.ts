import { proxyActivities } from '@temporalio/workflow';
import type { StaffActivities, StaffFactToTell } from '../messages/upkeep.ts';
import { patiently } from '../retries.ts';

const { tellStaff: tell } = proxyActivities<StaffActivities>({
  startToCloseTimeout: '1m',
  scheduleToCloseTimeout: '7d',
  retry: patiently,
});

/** Tells those concerned what happened to somebody's place on the staff. A person who cannot be told in a week is left out. */
export async function tellStaff(fact: StaffFactToTell): Promise<boolean> {
  return tell(fact).then(
    () => true,
    () => false,
  );
}
