/** Where the customer is told, corrected: what the vault then says, and which links are dead from then on (C-05). */

import { revokeLinks } from '../../db/access/customer-keys.ts';
import { noteReached } from '../../db/cases/fingerprints.ts';
import { tokenKeyOf } from '../../db/derivations.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { hasNobody } from '../../domain/complaint/has-nobody.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Call } from '../call.ts';
import { contactIn, customerEntry, telephonesOf } from '../cases/customer-contact.ts';
import { withoutCustomer } from '../cases/internal-problem.ts';
import { telephoneTokens } from '../keyed-tokens.ts';
import { invalidBody } from '../refused.ts';
import { contactFaults, otherPhoneFaults } from './opening-body.ts';

/**
 * What is known of the customer, with what is given now.
 * @throws Refused `Invalid` if no message could reach the customer, `NotAllowedNow` if there is no customer
 */
export async function correctedCustomer({ dependencies, pack, found }: Call, given: object): Promise<object> {
  if (hasNobody(found.view.detail)) throw withoutCustomer('correct-contact', 'it has no customer', found.view);
  const known = await customerEntry(dependencies.database, found);
  const customer = { ...(known?.content.customer as object | undefined), ...given };
  mustReach(pack, customer, given);
  return customer;
}

/** @throws Refused `Invalid` if no message could reach the customer; a number that is left as it was is not judged again */
export function mustReach(pack: Pack, customer: object, given: object): void {
  const faults = contactFaults(pack, customer, { whole: 'phone', phone: 'phone' });
  const others = 'otherPhones' in given ? otherPhoneFaults(pack, customer, 'otherPhones') : [];
  const errors = [...faults.filter(() => !('phone' in customer) || 'phone' in given), ...others];
  if (errors.length > 0) throw invalidBody(errors);
}

/** From now on the complaint is found by the telephones that its contact has now, and by no earlier one. */
export async function noteTelephones({ dependencies, found }: Call, view: CaseView): Promise<void> {
  const { database } = dependencies;
  const { organisation, number, words } = found;
  const contact = contactIn(await customerEntry(database, { view, words }));
  const reached = telephoneTokens(tokenKeyOf(dependencies), telephonesOf(contact));
  await noteReached(database, { organisation, number, reached });
}

/** Links that went to the former contact are dead. The worker sees to it as well, before the first letter to the new one. */
export function endLinks({ dependencies, found }: Call, occasion: string): Promise<void> {
  return revokeLinks(dependencies.database, found, occasion);
}
