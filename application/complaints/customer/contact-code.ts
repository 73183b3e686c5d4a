/** Who has the link of a message looks; who also has the contact that the complaint has acts: a code proves it (S9). */

import { type CodeOf, noteContactCode, tryContactCode, waitingCode } from '../../../db/access/contact-codes.ts';
import {
  grantUntil,
  isActingSecret,
  isTrackingSecret,
  linkGeneration,
  type OfCase,
} from '../../../db/access/customer-keys.ts';
import { noteProvenContact } from '../../../db/access/receivers.ts';
import { countCode } from '../../../db/access/registrations.ts';
import { readTexts } from '../../../db/cases/vault.ts';
import { derivedText, tokenKeyOf } from '../../../db/derivations.ts';
import { phoneNumber } from '../../../packs/phone-number.ts';
import { startContactCode } from '../../../temporal/contact-codes.ts';
import type { Call } from '../../call.ts';
import { contactIn, customerEntry } from '../../cases/customer-contact.ts';
import { survivorOf } from '../../cases/reading/find-case.ts';
import { personToken } from '../../keyed-tokens.ts';
import { Refused } from '../../refused.ts';
import { proverOf, representativeOf } from './representation.ts';

/** So many codes may go out on one day for one complaint, and to one contact, which may have several. */
const codesPerDay = { ofCase: 5, toContact: 10 };
/** How long a right code lets its holder act, in milliseconds. */
const grantLifeMs = 30 * 60_000;

/** A code that is on its way. */
export interface SentCode {
  channel: 'sms' | 'email';
  /** The contact, most of it hidden. */
  to: string;
  expiresAt: string;
}

/** What a right code gives. It goes where the secret of the case goes. */
export interface Grant {
  grant: string;
  until: string;
}

/**
 * Has a code sent to the contact that the case has. The same key is the same code.
 * @throws Refused `Incomplete` if the case has no contact, `TooManyRequests` if it has had as many codes as it may on one day.
 */
export async function askForCode(context: Call): Promise<SentCode> {
  const contact = await contactOf(context);
  if (!contact)
    throw new Refused('Incomplete', 'We have no contact of yours to which a code could go. Please call us.');
  return sentCode(context, contact, codeId(context));
}

/** The id of the code that this request asks for. */
export function codeId(call: Call): string {
  return derivedText(call.dependencies.secret, 'contact-code-id', proverOf(call).number, call.key);
}

/**
 * Sends a code to a contact, the one that the case has or a new one. The same id is the same code.
 * @throws Refused `TooManyRequests` if the case or the contact has had as many codes as it may on one day.
 */
export async function sentCode(context: Call, contact: Contact, id: string, isNew = false): Promise<SentCode> {
  const { dependencies, found, receivedAt } = context;
  const { database, temporal } = dependencies;
  const { view } = found;
  const of = proverOf(context);
  const waiting = await waitingCode(database, { ...of, isNew }, receivedAt);
  const mayGo = waiting?.id === id || (await counted(context, contact.value));
  if (!mayGo) {
    const sentence = 'As many codes as there may be on one day have been sent. Try again tomorrow, or call us.';
    throw new Refused('TooManyRequests', sentence, { retryAfter: 24 * 3600 });
  }
  const { channel, words } = contact;
  const noted = { id, channel, at: receivedAt, ...(isNew ? { words } : {}) };
  const code = waiting?.id === id ? waiting : await noteContactCode(database, dependencies, { ...of, isNew }, noted);
  const language = view.detail.language === 'en' ? 'en' : 'ar';
  const { policyVersion } = view;
  await startContactCode(temporal, { ...of, code: id, customerWords: words, language, policyVersion });
  return { channel, to: masked(contact), expiresAt: code.expiresAt };
}

/** The code that is waited for, when the page is looked at again. */
export async function codeOnItsWay(context: Call): Promise<SentCode | null> {
  const { dependencies, receivedAt } = context;
  const waiting = await waitingCode(dependencies.database, proverOf(context), receivedAt);
  const contact = waiting && (await contactOf(context));
  return contact ? { channel: contact.channel, to: masked(contact), expiresAt: waiting.expiresAt } : null;
}

/**
 * What lets its holder act for half an hour: for the code, or for the secret that only the opener got.
 * @throws Refused `WrongCode`. `CodeExpired` if no code is waited for, after ten minutes or five tries.
 */
export async function grantFor(context: Call, code: string): Promise<Grant> {
  const { dependencies } = context;
  const of: OfCase = proverOf(context);
  if (!isActingSecret(dependencies, of, code)) {
    await mustBeRight(context, of, code);
    const contact = await contactOf(context);
    if (contact) await noteProven(context, contact);
  }
  return grantedAt(context, of);
}

/** @throws Refused `WrongCode`, `CodeExpired` if no code is waited for. */
export async function mustBeRight({ dependencies, receivedAt: at }: Call, of: CodeOf, code: string): Promise<void> {
  if (!/^\d{6}$/.test(code)) throw new Refused('WrongCode', 'The code that was sent has six digits.');
  const tried = await tryContactCode(dependencies.database, dependencies, of, { code, at });
  if (!tried) throw new Refused('CodeExpired', 'This code is not good any more. Ask for another one.');
  if (tried.isRight) return;
  throw new Refused('WrongCode', `This is not the code that was sent. It can be tried ${tried.left} more times.`);
}

/**
 * A customer who comes by the link of a message has read that message. If there was but one way for it to go, that contact
 * is proven (S5).
 */
export async function provenByLink(context: Call): Promise<void> {
  const { dependencies, found, ids } = context;
  const contact = await contactOf(context);
  const generation = await linkGeneration(dependencies.database, found);
  const isOfMessage = isTrackingSecret(dependencies, found, generation, String(ids.secret));
  if (contact?.isOnly && isOfMessage) await noteProven(context, contact);
}

export async function noteProven({ dependencies, pack, receivedAt }: Call, { channel, value }: Contact): Promise<void> {
  const address = channel === 'sms' ? phoneNumber(value, pack.country) : value;
  if (address === null) return;
  const receiver = { organisation: pack.id, channel, address };
  await noteProvenContact(dependencies.database, dependencies.secret, receiver, receivedAt);
}

/** As a right code gives it. */
export async function grantedAt({ dependencies, receivedAt }: Call, of: OfCase): Promise<Grant> {
  const until = new Date(Date.parse(receivedAt) + grantLifeMs).toISOString();
  return { grant: grantUntil(dependencies, of, await linkGeneration(dependencies.database, of), until), until };
}

/** Where a code goes. */
export interface Contact {
  channel: 'sms' | 'email';
  value: string;
  /** The id of the words in which it stands. */
  words: string;
  /** True if messages can go nowhere else. */
  isOnly: boolean;
}

/** Where a code goes: the telephone, or the e-mail if there is none. */
async function contactOf(call: Call): Promise<Contact | null> {
  const { dependencies, found } = call;
  // Of a merged complaint what counts is a correction in the one that goes on for it.
  const { view } = await survivorOf(dependencies, found);
  const representative = representativeOf(call);
  const entry = representative
    ? (await readTexts(dependencies.database, [representative.words.id]))[0]
    : await customerEntry(dependencies.database, { view, words: found.words });
  if (!entry) return null;
  const { phone, email } = contactIn(entry);
  const words = entry._id;
  if (phone) return { channel: 'sms', value: phone, words, isOnly: !email };
  return email ? { channel: 'email', value: email, words, isOnly: true } : null;
}

async function counted({ dependencies, found, receivedAt: at }: Call, contact: string): Promise<boolean> {
  const { database } = dependencies;
  const { organisation, number } = found;
  const mayGo = (to: string, atMost: number) => countCode(database, { organisation, to, at, atMost });
  if (!(await mayGo(`case ${number}`, codesPerDay.ofCase))) return false;
  return mayGo(personToken(tokenKeyOf(dependencies), `contact-code\n${contact}`), codesPerDay.toContact);
}

export function masked({ channel, value }: Pick<Contact, 'channel' | 'value'>): string {
  if (channel === 'sms') return `••••${value.trim().slice(-2)}`;
  const [name = '', place = ''] = value.split('@');
  return `${name.slice(0, 1)}•••@${place}`;
}
