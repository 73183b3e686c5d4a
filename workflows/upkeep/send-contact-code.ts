import { proxyActivities } from '@temporalio/workflow';
import type { ContactActivities, ContactToProve } from '../messages/upkeep.ts';

// The code is good for ten minutes; a message that comes later proves nothing.
const activities = proxyActivities<ContactActivities>({
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '10m',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

/** Sends the code by which a customer proves the contact that the complaint has (S9). False if it could not be sent. */
export async function sendContactCode(request: ContactToProve): Promise<boolean> {
  return activities.sendContactCode(request).then(
    () => true,
    () => false,
  );
}
