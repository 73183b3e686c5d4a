/** Registrations that wait for the proof of a mobile number (B-04). No person and no code stands here. */

import { counterOfDay, countUpTo } from '../counters.ts';
import type { Database } from '../database.ts';
import { derivedCode, derivedText, isSameSecret, type LinkKeys, linkKeysOf } from '../derivations.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** How often a code may be tried. */
export const codeTries = 5;
/** How long a code is good, in milliseconds. */
export const codeLifeMs = 10 * 60_000;

/** A registration; `_id` is organisation/id, and its page is found by the id. */
export interface RegistrationDocument {
  _id: string;
  organisation: string;
  /** What makes two requests under one key the same. */
  bodyDigest: string;
  /** Number that the record change has, once the mobile number is proven. */
  number: string;
  requestedAt: string;
  expiresAt: string;
  /** The code under a key, since six digits alone are soon guessed. */
  codeHash: string;
  /** Times that a code was tried, right or wrong. */
  tries: number;
  /** When the right code came first: from then on it is as good as it was, whatever hinders the record change. */
  provenAt?: string | null;
  /** The same instant, noted once the record change is there. */
  confirmedAt: string | null;
}

/** How many codes went to one mobile number on one day, as an earlier release counted them. It is swept as a whole. */
export interface CodesSentDocument {
  _id: string;
  sent: number;
}

const idOf = (organisation: string, id: string): string => `${organisation}/${id}`;

/**
 * The six digits that prove a mobile number. They are worked out when they are sent and kept nowhere. So neither the
 * database nor a history holds them.
 */
export function registrationCode(keys: LinkKeys, organisation: string, id: string): string {
  return derivedCode(linkKeysOf(keys)[0], 'registration-code', organisation, id);
}

/** The code as it is kept. */
export function registrationCodeHash(keys: LinkKeys, organisation: string, id: string): string {
  return hashOf(linkKeysOf(keys)[0], organisation, id, registrationCode(keys, organisation, id));
}

/** True for the code of which this is kept, by whichever of the keys it was made. */
export function isRegistrationCode(
  keys: LinkKeys,
  { organisation, codeHash }: Pick<RegistrationDocument, 'organisation' | 'codeHash'>,
  id: string,
  code: string,
): boolean {
  return linkKeysOf(keys).some((key) => isSameSecret(codeHash, hashOf(key, organisation, id, code)));
}

function hashOf(key: string, organisation: string, id: string, code: string): string {
  return derivedText(key, 'registration-code-hash', organisation, id, code);
}

/** Notes a registration; returns what stands under its id: this one or an earlier one. */
export async function noteRegistration(
  database: Database,
  id: string,
  registration: Omit<RegistrationDocument, '_id'>,
): Promise<RegistrationDocument> {
  const document = { _id: idOf(registration.organisation, id), ...registration };
  if (await insertedOnce(() => database.registrations.collection.insertOne(document as never))) return document;
  return (await findRegistration(database, registration.organisation, id)) ?? document;
}

/** The registration of that id, or null. */
export async function findRegistration(
  database: Database,
  organisation: string,
  id: string,
): Promise<RegistrationDocument | null> {
  return database.registrations.findById(idOf(organisation, id)).lean<RegistrationDocument>();
}

/** Takes one of the tries, before anything is compared; false if they are used up. */
export async function takeTry(database: Database, { _id }: Pick<RegistrationDocument, '_id'>): Promise<boolean> {
  const { modifiedCount } = await database.registrations.collection.updateOne(
    { _id: _id as never, tries: { $lt: codeTries } },
    { $inc: { tries: 1 } },
  );
  return modifiedCount === 1;
}

/** Notes that the mobile number is proven; returns since when, which of several is the first. */
export async function noteProven(
  database: Database,
  { _id }: Pick<RegistrationDocument, '_id'>,
  at: string,
): Promise<string> {
  await database.registrations.collection.updateOne({ _id: _id as never, provenAt: null }, { $set: { provenAt: at } });
  const registration = await database.registrations.findById(_id).lean<RegistrationDocument>();
  return registration?.provenAt ?? at;
}

/** Notes that its record change is there. `at`: when the mobile number was proven. */
export async function noteConfirmed(
  database: Database,
  { _id }: Pick<RegistrationDocument, '_id'>,
  at: string,
): Promise<void> {
  await database.registrations.collection.updateOne(
    { _id: _id as never, confirmedAt: null },
    { $set: { confirmedAt: at } },
  );
}

/** Counts one more code to whom it goes on the day of an instant; false if they have had so many already. */
export function countCode(
  database: Database,
  of: { organisation: string; to: string; at: string; atMost: number },
): Promise<boolean> {
  return countUpTo(database, counterOfDay(`codes/${of.organisation}/${of.to}`, of.at), of.atMost);
}

/** Registrations that were asked for before an instant and have no record change that is known of; at most a thousand. */
export async function unconfirmedBefore(database: Database, instant: string): Promise<RegistrationDocument[]> {
  return database.registrations
    .find({ confirmedAt: null, requestedAt: { $lt: instant } })
    .limit(1000)
    .lean<RegistrationDocument[]>();
}

/** Forgets a registration that was never proven. */
export async function forgetRegistration(
  database: Database,
  { _id }: Pick<RegistrationDocument, '_id'>,
): Promise<void> {
  await database.registrations.collection.deleteOne({ _id: _id as never, confirmedAt: null });
}
