/** Which letters a batch is, to whom and by which channel, and which of them may go to a contact that nobody has proven. */

import { contactIn, hasLetterbox } from '../../application/cases/customer-contact.ts';
import {
  countMessage,
  isProvenContact,
  isRegisteredPhone,
  type Receiver,
  uncountMessage,
} from '../../db/access/receivers.ts';
import { noticesOfCase } from '../../db/cases/notices.ts';
import type { VaultDocument } from '../../db/cases/vault.ts';
import type { StaffDocument } from '../../db/organisation/staff.ts';
import type { Channel } from '../../domain/case/policy.ts';
import { isInternalCategory } from '../../packs/intake.ts';
import { isMobileOf } from '../../packs/phone-number.ts';
import type { Pack } from '../../packs/schema.ts';
import type { LocalNotice, NoticeBatch } from '../../workflows/messages/notices.ts';
import type { Delivery } from './deliver-notices.ts';
import { Undeliverable } from './message.ts';
import { type Hierarchy, staffRecipients } from './recipients.ts';

export interface Addressee {
  /** Staff id or `customer`. */
  id: string;
  language: 'ar' | 'en';
  addresses: Record<Channel, string | null>;
}

/** One notice to one addressee by one channel. Its id is the key under which it is delivered. */
export interface Letter {
  id: string;
  notice: LocalNotice;
  addressee: Addressee;
  channel: Channel;
}

/** One notice on paper. */
export type PrintedLetter = Omit<Letter, 'channel'>;

/** The letters of a batch, and what reaches nobody: a role that nobody holds, a person without any address. */
export function lettersOf(
  batch: NoticeBatch,
  /** With the contacts of the customer, now and before a correction, and of those who represent the customer. */
  texts: readonly VaultDocument[],
  directory: StaffDocument[],
  pack: Hierarchy & Partial<Pick<Pack, 'kinds'>>,
): {
  letters: Letter[];
  /** To a customer who has no other address than that of letters, or whom it has reached by no other. */
  toPrint: PrintedLetter[];
  /** What is printed if none of the letters of its notice arrives: to a customer who has an address for letters as well. */
  ifNoneArrives: PrintedLetter[];
  unreachable: { notice: LocalNotice; to: string; detail: string }[];
} {
  const entry = (id: string | null | undefined) => texts.find(({ _id }) => _id === id);
  const customerWords = entry(batch.customerWords);
  const letters: Letter[] = [];
  const toPrint: PrintedLetter[] = [];
  const ifNoneArrives: PrintedLetter[] = [];
  const isPrinted = knowsLetters(batch, pack) && hasLetterbox(contactIn(customerWords));
  const unreachable: { notice: LocalNotice; to: string; detail: string }[] = [];
  for (const [index, notice] of batch.notices.entries()) {
    // Also if an old case asks for it: the organisation's own problem is told to nobody outside (N-25).
    if (isToOutside(notice) && isInternal(batch, pack)) {
      unreachable.push({ notice, to: 'customer', detail: 'an internal problem: nobody outside is written to' });
      continue;
    }
    const addressees =
      notice.to === 'former-contact'
        ? formerContact(batch, entry(notice.former), customerWords)
        : notice.to === 'customer'
          ? [customerFrom(batch, customerWords)]
          : notice.to === 'representative'
            ? representativeIn(batch, notice, entry(notice.representative?.words))
            : staffRecipients(notice.to, batch, directory, pack).map(staffAddressee);
    // Nobody is left there who could be written to, which is nobody's fault.
    if (addressees.length === 0 && notice.to === 'former-contact') continue;
    if (addressees.length === 0) unreachable.push({ notice, to: notice.to, detail: 'nobody can be told' });
    for (const addressee of addressees) {
      const channels = notice.onPaper ? [] : reachableBy(addressee, notice);
      const isCustomer = addressee.id === 'customer';
      const detail = isCustomer && customerWords?.erased ? 'erased' : 'no address';
      const onPaper = { id: `${batch.key}:${index}:customer:letter`, notice, addressee };
      if (isCustomer && channels.length > 0 && isPrinted) ifNoneArrives.push(onPaper);
      if (isCustomer && channels.length === 0 && hasLetterbox(contactIn(customerWords))) toPrint.push(onPaper);
      else if (channels.length === 0) unreachable.push({ notice, to: addressee.id, detail });
      for (const channel of channels) {
        const letter = { id: `${batch.key}:${index}:${addressee.id}:${channel}`, notice, addressee, channel };
        // A person who is meant twice, as the stand-in of a missing owner and by role, is told once.
        if (!letters.some((other) => saysTheSame(other, letter))) letters.push(letter);
      }
    }
  }
  return { letters, toPrint, ifNoneArrives, unreachable };
}

function isInternal({ kind, category }: NoticeBatch, { kinds }: Partial<Pick<Pack, 'kinds'>>): boolean {
  return kind === 'complaint' && kinds !== undefined && isInternalCategory({ kinds }, category);
}

/** True if staff print letters about this case, and say what became of them. */
function knowsLetters({ kind }: NoticeBatch, { kinds }: Partial<Pick<Pack, 'kinds'>>): boolean {
  return kind === 'complaint' && kinds?.complaint.letters !== undefined;
}

function saysTheSame(one: Letter, other: Letter): boolean {
  const what = ({ notice, addressee, channel }: Letter) =>
    [
      ...[notice.template, notice.escalation?.clock, notice.escalation?.rung, notice.instant, notice.amount],
      ...[addressee.id, channel],
    ].join('|');
  return what(one) === what(other);
}

const everyChannel: Channel[] = ['sms', 'email'];

/** The notice's own channels that the addressee has. If there is none, any other that there is. */
function reachableBy({ addresses }: Addressee, notice: LocalNotice): Channel[] {
  const own = notice.channels.filter((channel) => addresses[channel] !== null);
  return own.length > 0 ? own : everyChannel.filter((channel) => addresses[channel] !== null);
}

/** The same letter by each channel of the addressee that the notice does not use already. Tried if this one fails. */
export function otherChannels(letter: Letter): Letter[] {
  const { addressee, notice } = letter;
  return everyChannel
    .filter((channel) => !notice.channels.includes(channel) && addressee.addresses[channel] !== null)
    .map((channel) => ({ ...letter, channel, id: `${letter.id}:instead:${channel}` }));
}

function staffAddressee({ _id, language, email, phone }: StaffDocument): Addressee {
  return { id: _id, language, addresses: { email: email || null, sms: phone || null } };
}

/** The addresses at which the customer is written to no more: of each channel, only what has been replaced. */
export function formerContact(
  batch: NoticeBatch,
  former: VaultDocument | undefined,
  present: VaultDocument | undefined,
): Addressee[] {
  const [was, is] = [customerFrom(batch, former), customerFrom(batch, present)];
  const left = (channel: Channel) => (was.addresses[channel] === is.addresses[channel] ? null : was.addresses[channel]);
  const addresses = { sms: left('sms'), email: left('email') };
  return everyChannel.some((channel) => addresses[channel] !== null)
    ? [{ ...was, id: 'former-contact', addresses }]
    : [];
}

/** True if the one who is told is none of the staff. */
export function isToOutside({ to }: Pick<LocalNotice, 'to'>): boolean {
  return to === 'customer' || to === 'former-contact' || to === 'representative';
}

function representativeIn(
  batch: NoticeBatch,
  { representative }: LocalNotice,
  words: VaultDocument | undefined,
): Addressee[] {
  return representative ? [{ id: `representative:${representative.id}`, ...addressedBy(batch, words) }] : [];
}

function customerFrom(batch: NoticeBatch, words: VaultDocument | undefined): Addressee {
  return { id: 'customer', ...addressedBy(batch, words) };
}

function addressedBy({ language }: NoticeBatch, words: VaultDocument | undefined): Omit<Addressee, 'id'> {
  const { phone, email } = contactIn(words);
  return { language, addresses: { sms: phone || null, email: email || null } };
}

/**
 * Nobody has the organisation write to strangers: this is what a complaint from outside may send to a contact that nobody has
 * proven. Messages to one contact on one day, of all complaints together.
 */
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
