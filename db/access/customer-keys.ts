/**
 * What opens a complaint to its customer: secrets made from its number, each for one purpose, none of them stored (S9). What
 * is stored is how often the links of messages were renewed, and which question a link asks.
 */

import { createHash } from 'node:crypto';
import { type CaseDocument, caseId } from '../cases/cases.ts';
import type { Database } from '../database.ts';
import { isLinkSecret, type LinkKeys, linkSecret } from '../derivations.ts';
import { insertedOnce } from '../duplicate-key.ts';
import { findMerged } from '../merged.ts';

/** One complaint. */
export interface OfCase {
  organisation: string;
  number: string;
}

/** What a secret lets its holder do: change something, or look. */
export type CustomerReach = 'act' | 'read';

/** Only the opener gets this one, in the answer to the opening: it acts. No message ever carries it. */
export function actingSecret(keys: LinkKeys, { organisation, number }: OfCase): string {
  return linkSecret(keys, 'act', organisation, number);
}

/** True if the opener got this secret. */
export function isActingSecret(keys: LinkKeys, { organisation, number }: OfCase, given: string): boolean {
  return isLinkSecret(keys, given, 'act', organisation, number);
}

/** The secret of the link that messages carry: it reads. Every generation is another one. */
export function trackingSecret(keys: LinkKeys, { organisation, number }: OfCase, generation: number): string {
  return linkSecret(keys, 'track', organisation, number, generation);
}

/** True if messages of this generation carry this secret. */
export function isTrackingSecret(keys: LinkKeys, of: OfCase, generation: number, given: string): boolean {
  return isLinkSecret(keys, given, 'track', of.organisation, of.number, generation);
}

/** The secret of one statement that staff recorded in the customer's name: it disowns that one, and opens nothing else. */
export function statementSecret(keys: LinkKeys, { organisation, number }: OfCase, statement: number): string {
  return linkSecret(keys, 'statement', organisation, number, statement);
}

/** True if this secret is that of the statement. */
export function isStatementSecret(keys: LinkKeys, of: OfCase, statement: number, given: string): boolean {
  return isLinkSecret(keys, given, 'statement', of.organisation, of.number, statement);
}

/** The secret of the link that goes to a representative alone: it opens the complaint as far as that person may know of it. */
export function representativeSecret(keys: LinkKeys, { organisation, number }: OfCase, representative: string): string {
  return linkSecret(keys, 'representative', organisation, number, representative);
}

/** True if this secret is that of the representative. */
export function isRepresentativeSecret(keys: LinkKeys, of: OfCase, representative: string, given: string): boolean {
  return isLinkSecret(keys, given, 'representative', of.organisation, of.number, representative);
}

/**
 * The secret that earlier releases gave for a case, 256 bits: made from its number and never stored. Openers have it, and so
 * has everybody who saw a link of those releases: it reads, and acts no more.
 */
export function caseSecret(keys: LinkKeys, { organisation, number }: OfCase): string {
  return linkSecret(keys, 'case-secret', organisation, number);
}

/** What a right code gives: it acts until that instant, as long as the links are of this generation. */
export function grantUntil(keys: LinkKeys, of: OfCase, generation: number, until: string): string {
  const end = Date.parse(until).toString(36);
  return `${end}.${linkSecret(keys, 'grant', of.organisation, of.number, generation, end)}`;
}

/**
 * The generation of the links that a complaint’s messages carry. Counted up, the links of earlier messages are dead (S9).
 * `_id` is organisation/number; not there until links have been revoked for the first time.
 */
export interface TrackingLinkDocument {
  _id: string;
  generation: number;
  /** The occasions on which they were revoked. */
  revokedBy: string[];
}

const idOf = ({ organisation, number }: OfCase): string => `${organisation}/${number}`;

/** Which generation counts now. */
export async function linkGeneration(database: Database, of: OfCase): Promise<number> {
  return (await findMerged(database.trackingLinks, idOf(of)))?.generation ?? 0;
}

/**
 * Revokes the links to this complaint that messages have carried, and what codes have proven. Those who have one read nothing more
 * and can answer no follow-up. Links by which a statement is disowned live on: they protect the customer. Later messages carry new
 * links. Links to complaints that were merged into it lead here, and end as well. `occasion` makes a repetition harmless.
 */
export async function revokeLinks(database: Database, of: OfCase, occasion: string): Promise<void> {
  const { collection } = database.trackingLinks;
  const first: TrackingLinkDocument = { _id: idOf(of), generation: 0, revokedBy: [] };
  await insertedOnce(() => collection.insertOne(first as never));
  await collection.updateOne({ _id: idOf(of) as never, revokedBy: { $ne: occasion } as never }, {
    $inc: { generation: 1 },
    $push: { revokedBy: occasion },
  } as never);
  const found = await database.cases.findById(caseId(of.organisation, of.number), { view: 1 }).lean<CaseDocument>();
  for (const number of found?.view.detail.merged ?? []) {
    await revokeLinks(database, { organisation: of.organisation, number }, occasion);
  }
}

/**
 * What somebody may do who gives this secret at that instant, or null for nothing. The secrets that earlier releases gave to
 * openers stood in every message as well: they read, as the link does, and act no more.
 */
export async function reachOf(
  database: Database,
  keys: LinkKeys,
  of: OfCase,
  given: string,
  at: string,
): Promise<CustomerReach | null> {
  const { organisation, number } = of;
  if (isActingSecret(keys, of, given)) return 'act';
  const generation = await linkGeneration(database, of);
  if (isTrackingSecret(keys, of, generation, given)) return 'read';
  if (generation === 0 && isLinkSecret(keys, given, 'case-secret', organisation, number)) return 'read';
  const [end = '', grant = ''] = given.split('.');
  const until = Number.parseInt(end, 36);
  if (!Number.isFinite(until) || until < Date.parse(at) || until > Date.parse(at) + 86_400_000) return null;
  return isLinkSecret(keys, grant, 'grant', organisation, number, generation, end) ? 'act' : null;
}

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
 * The secret of a follow-up link, 256 bits in base64url. It is made from what it is for, so a message that is sent again
 * has the same link. The secret is kept nowhere: the database knows its hash only.
 */
export function followUpSecret(keys: LinkKeys, purpose: FollowUpPurpose): string {
  return linkSecret(keys, 'follow-up', ...partsOf(purpose));
}

function partsOf({ organisation, number, round, generation = 0 }: FollowUpPurpose): unknown[] {
  return [organisation, number, round, ...(generation === 0 ? [] : [generation])];
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

/** The question that a secret belongs to, or null. Its hash stays for long; a key that is good no more opens nothing by it. */
export async function findFollowUp(
  database: Database,
  keys: LinkKeys,
  followUp: string,
): Promise<FollowUpDocument | null> {
  const found = await database.followUps.findById(hashOf(followUp)).lean<FollowUpDocument>();
  return found && isLinkSecret(keys, followUp, 'follow-up', ...partsOf(found)) ? found : null;
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
