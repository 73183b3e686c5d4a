/** What opens a complaint to its customer: secrets made from its number, each for one purpose, none of them stored (S9). */

import type { Database } from '../database.ts';
import { derivedText } from '../derivations.ts';
import { caseSecret, isSameSecret } from './case-secret.ts';
import { linkGeneration } from './tracking-links.ts';

/** One complaint. */
export interface OfCase {
  organisation: string;
  number: string;
}

/** What a secret lets its holder do: change something, or look. */
export type CustomerReach = 'act' | 'read';

/** Only the opener gets this one, in the answer to the opening: it acts. No message ever carries it. */
export function actingSecret(secret: string, { organisation, number }: OfCase): string {
  return derivedText(secret, 'act', organisation, number);
}

/** The secret of the link that messages carry: it reads. Every generation is another one. */
export function trackingSecret(secret: string, { organisation, number }: OfCase, generation: number): string {
  return derivedText(secret, 'track', organisation, number, generation);
}

/** The secret of one statement that staff recorded in the customer's name: it disowns that one, and opens nothing else. */
export function statementSecret(secret: string, { organisation, number }: OfCase, statement: number): string {
  return derivedText(secret, 'statement', organisation, number, statement);
}

/** What a right code gives: it acts until that instant, as long as the links are of this generation. */
export function grantUntil(secret: string, of: OfCase, generation: number, until: string): string {
  const end = Date.parse(until).toString(36);
  return `${end}.${derivedText(secret, 'grant', of.organisation, of.number, generation, end)}`;
}

/**
 * What somebody may do who gives this secret at that instant, or null for nothing. The secrets that earlier releases gave to
 * openers stood in every message as well: they read, as the link does, and act no more.
 */
export async function reachOf(
  database: Database,
  secret: string,
  of: OfCase,
  given: string,
  at: string,
): Promise<CustomerReach | null> {
  if (isSameSecret(actingSecret(secret, of), given)) return 'act';
  const generation = await linkGeneration(database, of);
  if (isSameSecret(trackingSecret(secret, of, generation), given)) return 'read';
  if (generation === 0 && isSameSecret(caseSecret(secret, of.organisation, of.number), given)) return 'read';
  const end = Number.parseInt(given.split('.')[0] ?? '', 36);
  if (!Number.isFinite(end) || end < Date.parse(at) || end > Date.parse(at) + 86_400_000) return null;
  return isSameSecret(grantUntil(secret, of, generation, new Date(end).toISOString()), given) ? 'act' : null;
}
