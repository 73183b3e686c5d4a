/** The customer corrects the contact: a code goes to the new one, and only the right one lets it take the old one's place (C-06). */

import { forgetContactCode, waitingCode } from '../../../db/access/contact-codes.ts';
import { forgetWords, readTexts, storeText } from '../../../db/cases/vault.ts';
import { withoutInvisible } from '../../../domain/written-text.ts';
import { isMobileOf, phoneNumber } from '../../../packs/phone-number.ts';
import type { Call } from '../../call.ts';
import { contactIn } from '../../cases/customer-contact.ts';
import { invalid, Refused } from '../../refused.ts';
import { Customer } from '../opening-body.ts';
import { type Contact, codeId, masked, mustBeRight, noteProven, type SentCode, sentCode } from './contact-code.ts';

const ofNew = ({ found: { organisation, number } }: Call) => ({ organisation, number, isNew: true });

/** Keeps what the customer gave in the vault, and has a code sent there. */
export async function askForNewContact(context: Call, given: string | undefined): Promise<SentCode> {
  const contact = newContact(context, withoutInvisible(given ?? '').trim());
  const { dependencies, found, receivedAt } = context;
  const id = codeId(context);
  await forgetContacts(context);
  const { id: words } = await storeText(dependencies.database, {
    _id: `${found.number}/contact/${id}`,
    organisation: found.organisation,
    number: found.number,
    personId: null,
    content: { customer: { [contact.channel === 'sms' ? 'phone' : 'email']: contact.value }, by: 'customer' },
    tokens: [],
    createdAt: receivedAt,
  });
  return sentCode(context, { ...contact, words, isOnly: false }, id, true);
}

/** The new contact that a code is waited for, most of it hidden. */
export async function newContactOnItsWay(context: Call): Promise<SentCode | null> {
  const waiting = await waitingCode(context.dependencies.database, ofNew(context), context.receivedAt);
  const contact = waiting && (await keptContact(context, waiting.words));
  return contact ? { channel: contact.channel, to: masked(contact), expiresAt: waiting.expiresAt } : null;
}

/**
 * What `correct-contact` takes, once the code to the new contact is right.
 * @throws Refused `WrongCode`, `CodeExpired`.
 */
export async function provenNewContact(
  context: Call,
  code: string | undefined,
): Promise<{ phone: string } | { email: string }> {
  const { database } = context.dependencies;
  const waiting = await waitingCode(database, ofNew(context), context.receivedAt);
  await mustBeRight(context, ofNew(context), code ?? '');
  const contact = await keptContact(context, waiting?.words);
  if (!contact) throw new Refused('CodeExpired', 'This code is not good any more. Ask for another one.');
  await noteProven(context, contact);
  return contact.channel === 'sms' ? { phone: contact.value } : { email: contact.value };
}

/** It has taken the old one's place. */
export async function newContactTaken(context: Call): Promise<void> {
  await forgetContactCode(context.dependencies.database, ofNew(context));
  await forgetContacts(context);
}

/** What was given before and took nobody's place is kept no longer. */
function forgetContacts({ dependencies, found }: Call): Promise<void> {
  return forgetWords(dependencies.database, `${found.number}/contact/`);
}

function newContact({ pack }: Call, given: string): Pick<Contact, 'channel' | 'value'> {
  if (given.includes('@')) {
    const email = Customer.shape.email.safeParse(given);
    if (!email.success || !email.data) throw invalid('contact', 'is not an e-mail address');
    return { channel: 'email', value: email.data };
  }
  const international = phoneNumber(given, pack.country);
  if (international === null || !isMobileOf(international, pack.country)) {
    throw invalid('contact', 'is neither a mobile number of this country nor an e-mail address');
  }
  return { channel: 'sms', value: given };
}

async function keptContact({ dependencies }: Call, words: string | undefined): Promise<Contact | null> {
  const [entry] = await readTexts(dependencies.database, words ? [words] : []);
  const { phone, email } = contactIn(entry);
  const common = { words: words ?? '', isOnly: false };
  if (phone) return { channel: 'sms', value: phone, ...common };
  return email ? { channel: 'email', value: email, ...common } : null;
}
