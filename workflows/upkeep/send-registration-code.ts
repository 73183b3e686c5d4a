import { proxyActivities } from '@temporalio/workflow';
import type { RegistrationActivities, RegistrationToProve } from '../messages/upkeep.ts';

// The code is good for ten minutes; a message that comes later proves nothing.
const activities = proxyActivities<RegistrationActivities>({
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '10m',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

/** Sends the one-time code of a registration (B-04). False if it could not be sent: the customer then asks for another one. */
export async function sendRegistrationCode(request: RegistrationToProve): Promise<boolean> {
  return activities.sendRegistrationCode(request).then(
    () => true,
    () => false,
  );
}
