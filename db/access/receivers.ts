/** Who is written to: which contacts are proven to be somebody's own, and how much each has been sent. Only keyed tokens stand here. */

import { counterOfDay, countUp, countUpTo } from '../counters.ts';
import type { Database } from '../database.ts';
import { derivedText } from '../derivations.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** A contact whose holder has read what was sent to it; `_id` is organisation/token. */
export interface ProvenContactDocument {
  _id: string;
  at: string;
}

export interface Receiver {
  organisation: string;
  channel: 'sms' | 'email';
  /** As gateways take it: a telephone number in its international form, an address in small letters. */
  address: string;
}

export function receiverToken(secret: string, { channel, address }: Receiver): string {
  return derivedText(secret, 'receiver', channel, address.toLowerCase()).slice(0, 22);
}

const idOf = (secret: string, receiver: Receiver) => `${receiver.organisation}/${receiverToken(secret, receiver)}`;

/** Notes that a contact is proven: by a code, or by the link of a message that went to it alone. */
export async function noteProvenContact(
  database: Database,
  secret: string,
  receiver: Receiver,
  at: string,
): Promise<void> {
  const document = { _id: idOf(secret, receiver), at };
  await insertedOnce(() => database.provenContacts.collection.insertOne(document as never));
}

export async function isProvenContact(database: Database, secret: string, receiver: Receiver): Promise<boolean> {
  return (await database.provenContacts.exists({ _id: idOf(secret, receiver) })) !== null;
}

/** Whether the telephone that a complaint was opened with is one of a customer in the registry. */
export async function isRegisteredPhone(database: Database, organisation: string, number: string): Promise<boolean> {
  const known = await database.fingerprints.findById(`${organisation}/${number}`).lean<{ persons: string[] }>();
  // The telephone's token stands before that of the e-mail.
  const [phone] = known?.persons ?? [];
  return phone !== undefined && (await database.customers.exists({ organisation, identities: phone })) !== null;
}

/** Counts one more message to a contact on the day of an instant; false if it has had so many already. */
export function countMessage(
  database: Database,
  secret: string,
  { receiver, at, atMost }: { receiver: Receiver; at: string; atMost: number },
): Promise<boolean> {
  return countUpTo(database, dayCounter(secret, receiver, at), atMost);
}

/** The message has not gone after all. */
export async function uncountMessage(
  database: Database,
  secret: string,
  receiver: Receiver,
  at: string,
): Promise<void> {
  await countUp(database, dayCounter(secret, receiver, at), -1);
}

const dayCounter = (secret: string, receiver: Receiver, at: string) =>
  counterOfDay(`messages/${idOf(secret, receiver)}`, at);
