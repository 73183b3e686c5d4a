import { ApplicationFailure } from '@temporalio/common';
import { registrationCode } from '../../db/access/registrations.ts';
import { readTexts } from '../../db/cases/vault.ts';
import type { RegistrationToProve } from '../../workflows/messages/upkeep.ts';
import { type Delivery, ownIdentity } from './deliver-notices.ts';
import { Undeliverable } from './message.ts';

/**
 * Sends the one-time code by SMS, in the language that was chosen (B-04). Safe to repeat: it is the same code under the
 * same key. A number that the gateway will never take is not tried again.
 */
export async function sendRegistrationCode(
  delivery: Delivery,
  { organisation, registration, number, policyVersion }: RegistrationToProve,
): Promise<void> {
  const { database, ports, links, packOf } = delivery;
  const { smsSender: sender } = await ownIdentity(delivery, { organisation });
  const [entry] = await readTexts(database, [`${number}/registration`]);
  const { selfRegistration } = (await packOf(organisation, policyVersion)).registry;
  if (!entry || entry.erased || !selfRegistration)
    throw ApplicationFailure.nonRetryable('there is nothing to register any more');
  const { customer, language } = entry.content as { customer: { phone: string }; language: 'ar' | 'en' };
  const code = registrationCode(links, organisation, registration);
  const text = selfRegistration.message[language].replace('{code}', code);
  try {
    await ports.sms({ key: `registration:${organisation}:${number}`, to: customer.phone, text, sender });
  } catch (error) {
    if (error instanceof Undeliverable) throw ApplicationFailure.nonRetryable(error.message);
    throw error;
  }
}
