/** One-time codes. Each gives back false if the code could not be sent: a person who waits asks for another one. */
import { proxyActivities } from '@temporalio/workflow';
import type {
  ContactActivities,
  ContactToProve,
  RegistrationActivities,
  RegistrationToProve,
} from '../messages/upkeep.ts';

// A code is good for ten minutes; a message that comes later proves nothing.
const activities = proxyActivities<ContactActivities & RegistrationActivities>({
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '10m',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

/** Sends the code by which a customer proves the contact that the complaint has (S9). */
export async function sendContactCode(request: ContactToProve): Promise<boolean> {
  return activities.sendContactCode(request).then(
    () => true,
    () => false,
  );
}

/** Sends the one-time code of a registration (B-04). */
export async function sendRegistrationCode(request: RegistrationToProve): Promise<boolean> {
  return activities.sendRegistrationCode(request).then(
    () => true,
    () => false,
  );
}
