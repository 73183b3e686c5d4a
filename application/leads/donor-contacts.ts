import { donorContacts } from '../../db/leads/donor-contacts.ts';
import type { Call } from '../call.ts';
import { lookAtCustomers } from '../registry/readers.ts';

/** The point of contact of each donor who has one, or of one donor (N-08); the look is recorded. */
export async function listDonorContacts(call: Call, wanted: string | undefined) {
  const { dependencies, pack } = call;
  await lookAtCustomers({ ...call, query: {} }, 'customers', 'contacts');
  const found = await donorContacts(dependencies.database, pack.id, wanted ? [wanted] : undefined);
  return found.map(({ donor, person, version, since, lead, earlier }) => ({
    ...{ donor, person, version, since, lead, earlier },
  }));
}
