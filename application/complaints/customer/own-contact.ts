/** The customer is never told at an address of the staff who enter it: links and codes would go to them (7.2). */
import { findStaff } from '../../../db/organisation/staff.ts';
import { namesOf } from '../../../domain/case/command.ts';
import { phoneNumber } from '../../../packs/phone-number.ts';
import type { Call } from '../../call.ts';
import { type Telephones, telephonesOf } from '../../cases/customer-contact.ts';
import { Refused } from '../../refused.ts';

/** @throws Refused `SamePerson` if a contact is that of the actor, or of a person they stand in for. */
export async function mustNotBeTheirOwn(
  { dependencies, pack, principal }: Pick<Call, 'dependencies' | 'pack'> & Partial<Pick<Call, 'principal'>>,
  given: Telephones & { email?: string | undefined },
): Promise<void> {
  // Customers on their own page are signed in as nobody: a code has proven that the contact is theirs.
  if (!principal) return;
  const read = (written: string | undefined) => (written ? (phoneNumber(written, pack.country) ?? []) : []);
  const phones = new Set(telephonesOf(given).flatMap(read));
  const email = given.email?.toLowerCase();
  for (const id of namesOf(principal.actor)) {
    const person = await findStaff(dependencies.database, pack.id, id);
    const isTheirs =
      (email && person?.email.toLowerCase() === email) || [read(person?.phone)].flat().some((one) => phones.has(one));
    if (isTheirs) throw new Refused('SamePerson', 'This contact is your own: the customer would not be told.');
  }
}
