/** Invitations to answer a survey. The secret of each is kept as its hash, with the name of the key that made it. */

import { createHash } from 'node:crypto';
import type { Database } from '../database.ts';
import { isLinkKey, type LinkKeys, type MadeSecret, rootKey, secretsByKey } from '../derivations.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** An invitation that is good for one answer; `_id` is the SHA-256 of its secret. */
export interface InvitationDocument {
  _id: string;
  survey: string;
  /** The name of the key that made the secret. Left out by earlier releases: the product's secret made it. */
  key?: string;
}

/** The secret of one customer's invitation, as each key of links makes it. */
export function ownInvitations(keys: LinkKeys, survey: string, customer: string): [MadeSecret, ...MadeSecret[]] {
  return secretsByKey(keys, 'survey-invitee', survey, customer);
}

export function invitationHash(invitation: string): string {
  return createHash('sha256').update(invitation).digest('hex');
}

/**
 * Which of the keys makes an invitation, given what each of them makes: the one that has made it before, else the first. So
 * an invitation that is made again after a change of keys is the same one, and not a second one for the same person.
 */
export async function makerOf(database: Database, made: readonly [MadeSecret, ...MadeSecret[]]): Promise<MadeSecret> {
  const hashes = made.map(({ secret }) => invitationHash(secret));
  const kept = await database.invitations.find({ _id: { $in: hashes } }, { _id: 1 }).lean<{ _id: string }[]>();
  return made.find((_, place) => kept.some(({ _id }) => _id === hashes[place])) ?? made[0];
}

/** Writes invitations, by the hashes of their secrets; written again they are the same. */
export async function addInvitations(database: Database, invitations: InvitationDocument[]): Promise<void> {
  await insertedOnce(() => database.invitations.collection.insertMany(invitations as never[], { ordered: false }));
}

/** The survey that an invitation is for, by its hash. Null if there is none, or if the key that made it counts no more. */
export async function surveyOfInvitation(database: Database, keys: LinkKeys, hash: string): Promise<string | null> {
  const found = await database.invitations.findById(hash).lean<InvitationDocument>();
  return found && isLinkKey(keys, found.key ?? rootKey) ? found.survey : null;
}

/** Takes back an invitation that reached nobody: it is counted as none. */
export async function dropInvitation(database: Database, { _id }: Pick<InvitationDocument, '_id'>): Promise<void> {
  await database.invitations.collection.deleteOne({ _id: _id as never });
}
