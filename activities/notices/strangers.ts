/** Nobody has the organisation write to strangers: what a complaint from outside may send to a contact that nobody has proven. */

import {
  countMessage,
  isProvenContact,
  isRegisteredPhone,
  type Receiver,
  uncountMessage,
} from '../../db/access/receivers.ts';
import { noticesOfCase } from '../../db/cases/notices.ts';
import type { VaultDocument } from '../../db/cases/vault.ts';
import { isMobileOf } from '../../packs/phone-number.ts';
import type { Pack } from '../../packs/schema.ts';
import type { NoticeBatch } from '../../workflows/messages/notices.ts';
import type { Delivery } from './deliver-notices.ts';
import type { Letter } from './letters.ts';
import { Undeliverable } from './message.ts';

/** Messages to one contact on one day, of all complaints together. */
const perDay = { unproven: 5, proven: 30 };

/** The telephone number as gateways take it; an address in small letters. */
export function receiverOf(organisation: string, { channel }: Pick<Letter, 'channel'>, to: string): Receiver {
  return { organisation, channel, address: channel === 'email' ? to.trim().toLowerCase() : to };
}

/**
 * Counts a letter to the customer of a complaint that came from outside, before it goes. Staff answer for what they have
 * written down: it is not counted. @returns what takes the count back, if the letter does not go after all
 * @throws Undeliverable if it may not go: the addressee's other channels are tried instead
 */
export async function countedLetter(
  { database, links: { secret } }: Delivery,
  pack: Pick<Pack, 'country'>,
  batch: Pick<NoticeBatch, 'organisation' | 'number'>,
  letter: Letter,
  { words, to }: { words: VaultDocument | undefined; to: string },
): Promise<() => Promise<void>> {
  if (letter.addressee.id !== 'customer' || !isFromOutside(words)) return () => Promise.resolve();
  const { organisation, number } = batch;
  const receiver = receiverOf(organisation, letter, to);
  const proven =
    (await isProvenContact(database, secret, receiver)) ||
    (letter.channel === 'sms' && (await isRegisteredPhone(database, organisation, number)));
  if (letter.channel === 'sms' && !proven) {
    if (!isMobileOf(to, pack.country)) throw new Undeliverable('the number is no mobile of this country, nor proven');
    const before = await noticesOfCase(database, organisation, number);
    if (before.some(({ _id, to: who, channel }) => who === 'customer' && channel === 'sms' && _id !== letter.id)) {
      throw new Undeliverable('the number is not proven: it gets the first message only');
    }
  }
  const at = new Date().toISOString();
  const atMost = proven ? perDay.proven : perDay.unproven;
  if (!(await countMessage(database, secret, { receiver, at, atMost }))) {
    throw new Undeliverable('as many messages as one contact may get on one day have been sent to it');
  }
  return () => uncountMessage(database, secret, receiver, at);
}

/**
 * True for an opening by a person without an account, and for a contact that is still to be proven. A correction is made
 * by staff, or by a person who has proven the old contact and the new one.
 */
export function isFromOutside(words: VaultDocument | undefined): boolean {
  return words?.content.by === 'customer' && /\/(?:opening|contact\/[^/]+)$/.test(words._id);
}
