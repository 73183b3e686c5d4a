/** Codes that prove that the person acting by a link has the complaint's contact (S9). No code and no contact is here. */

import type { Database } from '../database.ts';
import { derivedCode, derivedText, isSameSecret, type LinkKeys, linkKeysOf } from '../derivations.ts';
import type { OfCase } from './customer-keys.ts';
import { codeLifeMs, codeTries } from './registrations.ts';

/**
 * The code that a complaint waits for; `_id` is organisation/number, and of a code to a new contact also `/new`. A new one takes
 * the place of an earlier one.
 */
export interface ContactCodeDocument {
  _id: string;
  /** What the code is made from: an id of the request for it. */
  id: string;
  /** Of a new contact: the vault's entry in which it stands. */
  words?: string;
  /** By which channel it went. */
  channel: 'sms' | 'email';
  expiresAt: string;
  /** The code under a key, since six digits alone are soon guessed. */
  codeHash: string;
  tries: number;
}

/** A complaint, and whether the code is to prove its contact, or the one that is to come in its place. */
export interface CodeOf extends OfCase {
  isNew?: boolean;
}

const idOf = ({ organisation, number, isNew }: CodeOf): string => `${organisation}/${number}${isNew ? '/new' : ''}`;

/** The six digits: worked out when they are sent, and kept nowhere. */
export function contactCode(keys: LinkKeys, { organisation, number }: OfCase, id: string): string {
  return derivedCode(linkKeysOf(keys)[0], 'contact-code', organisation, number, id);
}

function hashOf(secret: string, { organisation, number }: OfCase, id: string, code: string): string {
  return derivedText(secret, 'contact-code-hash', organisation, number, id, code);
}

/** The code that is waited for at that instant, or null. */
export async function waitingCode(database: Database, of: CodeOf, at: string): Promise<ContactCodeDocument | null> {
  const known = await database.contactCodes.findById(idOf(of)).lean<ContactCodeDocument>();
  const isGood = known !== null && known.tries < codeTries && Date.parse(at) <= Date.parse(known.expiresAt);
  return isGood ? known : null;
}

/** Notes that a code is waited for from now on, instead of any other one. */
export async function noteContactCode(
  database: Database,
  keys: LinkKeys,
  of: CodeOf,
  { id, channel, words, at }: Pick<ContactCodeDocument, 'id' | 'channel' | 'words'> & { at: string },
): Promise<ContactCodeDocument> {
  const document: ContactCodeDocument = {
    ...{ _id: idOf(of), id, channel, tries: 0 },
    ...(words === undefined ? {} : { words }),
    expiresAt: new Date(Date.parse(at) + codeLifeMs).toISOString(),
    codeHash: hashOf(linkKeysOf(keys)[0], of, id, contactCode(keys, of, id)),
  };
  await database.contactCodes.collection.replaceOne({ _id: idOf(of) as never }, document as never, { upsert: true });
  return document;
}

/** Takes one of the tries, then compares. How many are left if it is wrong; null if none is waited for. */
export async function tryContactCode(
  database: Database,
  keys: LinkKeys,
  of: CodeOf,
  { code, at }: { code: string; at: string },
): Promise<{ isRight: boolean; left: number } | null> {
  const waiting = await waitingCode(database, of, at);
  if (!waiting) return null;
  const { id, codeHash, tries } = waiting;
  const { modifiedCount } = await database.contactCodes.collection.updateOne(
    { _id: idOf(of) as never, id, tries: { $lt: codeTries } },
    { $inc: { tries: 1 } },
  );
  if (modifiedCount === 0) return null;
  const isRight = linkKeysOf(keys).some((key) => isSameSecret(codeHash, hashOf(key, of, id, code)));
  return { isRight, left: Math.max(0, codeTries - tries - 1) };
}

/** What has been proven is waited for no more. */
export async function forgetContactCode(database: Database, of: CodeOf): Promise<void> {
  await database.contactCodes.collection.deleteOne({ _id: idOf(of) as never });
}
