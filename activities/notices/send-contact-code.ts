import { ApplicationFailure } from '@temporalio/common';
import { contactIn } from '../../application/cases/customer-contact.ts';
import { contactCode } from '../../db/access/contact-codes.ts';
import { readTexts } from '../../db/cases/vault.ts';
import { isMobileOf } from '../../packs/phone-number.ts';
import type { ContactToProve } from '../../workflows/messages/upkeep.ts';
import { type Delivery, dialable, ownIdentity } from './deliver-notices.ts';
import { isFromOutside } from './letters.ts';
import { Undeliverable } from './message.ts';

const texts = {
  ar: {
    subject: 'رمز التأكيد',
    text: (code: string) => `رمز التأكيد: ${code}\nصالح لعشر دقائق، ولا يطلبه منكم أحد من موظفينا.`,
  },
  en: {
    subject: 'Your confirmation code',
    text: (code: string) =>
      `Your confirmation code: ${code}\nIt is good for ten minutes; none of our staff will ask you for it.`,
  },
};

/**
 * Sends the code to the contact that the complaint has: by SMS if there is a telephone, else by e-mail (S9). Safe to
 * repeat: it is the same code under the same key.
 */
export async function sendContactCode(
  delivery: Delivery,
  { organisation, number, code: id, customerWords, language, policyVersion }: ContactToProve,
): Promise<void> {
  const { database, ports, links, packOf } = delivery;
  const { mailFrom: from, smsSender: sender } = await ownIdentity(delivery, { organisation });
  const [words] = await readTexts(database, [customerWords]);
  const { phone, email } = contactIn(words);
  const { name, ...pack } = await packOf(organisation, policyVersion);
  const { subject, text } = texts[language];
  const message = {
    key: `contact-code:${organisation}:${number}:${id}`,
    text: `${name[language]}\n${text(contactCode(links, { organisation, number }, id))}`,
  };
  try {
    if (phone) {
      const to = dialable(phone, pack);
      // A code proves a contact: until then nobody but the sender of the complaint says whose it is.
      if (isFromOutside(words) && !isMobileOf(to, pack.country)) throw new Undeliverable('no mobile of this country');
      await ports.sms({ ...message, sender, to });
    } else if (email) await ports.email({ ...message, from, to: email, subject, language });
    else throw new Undeliverable('the customer has no contact');
  } catch (error) {
    if (error instanceof Undeliverable) throw ApplicationFailure.nonRetryable(error.message);
    throw error;
  }
}
