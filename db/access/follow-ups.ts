import { createHash } from 'node:crypto';
import type { Database } from '../database.ts';
import { derivedText } from '../derivations.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** One question to one customer: whether the answer of one round helped. `_id` is the SHA-256 of the link's secret. */
export interface FollowUpDocument {
  _id: string;
  organisation: string;
  number: string;
  round: number;
  /** The revision of the case that asks. */
  revision: number;
  expiresAt: string;
  /** Of the links of its complaint; left out: the first. */
  generation?: number;
  /** When it was answered, and the status that this led to; null until then. */
  used: { at: string; status: string; digest?: string } | null;
}

/** What a follow-up link is for: one round of one complaint. */
export type FollowUpPurpose = Pick<FollowUpDocument, 'organisation' | 'number' | 'round' | 'generation'>;

/**
 * The secret of a follow-up link, 256 bits in base64url. It is made from what it is for, so that a message which is sent
 * again has the same link, and is nowhere kept: the database knows its hash only.
 */
export function followUpSecret(
  secret: string,
  { organisation, number, round, generation = 0 }: FollowUpPurpose,
): string {
  const renewed = generation === 0 ? [] : [generation];
  return derivedText(secret, 'follow-up', organisation, number, round, ...renewed);
}

function hashOf(followUp: string): string {
  return createHash('sha256').update(followUp).digest('hex');
}

/** Opens the question to the customer; opened twice it is the same one. */
export async function openFollowUp(
  database: Database,
  followUp: string,
  about: FollowUpPurpose & Pick<FollowUpDocument, 'revision' | 'expiresAt'>,
): Promise<void> {
  const document: FollowUpDocument = { _id: hashOf(followUp), ...about, used: null };
  await insertedOnce(() => database.followUps.collection.insertOne(document as never));
}

/** The question that a secret belongs to, or null. */
export async function findFollowUp(database: Database, followUp: string): Promise<FollowUpDocument | null> {
  return database.followUps.findById(hashOf(followUp)).lean<FollowUpDocument>();
}

/** Notes that it has been answered. Only the first answer counts: returns that one if it was not this, else null. */
export async function noteFollowUpUsed(
  database: Database,
  { _id }: Pick<FollowUpDocument, '_id'>,
  used: NonNullable<FollowUpDocument['used']>,
): Promise<FollowUpDocument['used']> {
  const { collection } = database.followUps;
  const { modifiedCount } = await collection.updateOne({ _id: _id as never, used: null }, { $set: { used } });
  if (modifiedCount === 1) return null;
  return (await database.followUps.findById(_id).lean<FollowUpDocument>())?.used ?? null;
}
