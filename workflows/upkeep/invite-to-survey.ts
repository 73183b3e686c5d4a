import { proxyActivities } from '@temporalio/workflow';
import type { InvitationActivities, SurveyInvitations } from '../messages/upkeep.ts';
import { patiently } from '../retries.ts';

// A gateway that is away is waited for; after a week the collection of most surveys is over.
const { sendInvitations } = proxyActivities<InvitationActivities>({
  startToCloseTimeout: '5m',
  scheduleToCloseTimeout: '7d',
  retry: patiently,
});

/** How many customers are asked in one go. */
const atOnce = 50;

/** Sends each customer one invitation to a survey (N-09). False if some could not be asked in a week. */
export async function inviteToSurvey({ customers, ...request }: SurveyInvitations): Promise<boolean> {
  let allAsked = true;
  for (let start = 0; start < customers.length; start += atOnce) {
    const some = customers.slice(start, start + atOnce);
    allAsked = await sendInvitations({ ...request, customers: some }).then(
      () => allAsked,
      () => false,
    );
  }
  return allAsked;
}
