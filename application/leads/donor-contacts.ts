import { donorContacts } from '../../db/leads/donor-contacts.ts';
import type { Call } from '../call.ts';
import { lookAtCustomers } from '../registry/readers.ts';

/** The point of contact of each donor who has one, or of one donor (N-08); the look is recorded. */
export async function listDonorContacts(call: Call<{ donor?: string | undefined; reason?: string | undefined }>) {
  const { dependencies, pack, query } = call;
  await lookAtCustomers(call, 'customers', 'contacts');
  const found = await donorContacts(dependencies.database, pack.id, query.donor ? [query.donor] : undefined);
  return found.map(({ donor, person, version, since, lead, earlier }) => ({
    ...{ donor, person, version, since, lead, earlier },
  }));
}
