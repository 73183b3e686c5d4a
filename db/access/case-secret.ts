import { timingSafeEqual } from 'node:crypto';
import { derivedText } from '../derivations.ts';

/**
 * The secret that earlier releases gave for a case, 256 bits: made from its number and never stored. Openers have it, and so
 * has everybody who saw a link of those releases: it reads, and acts no more (db/access/customer-keys.ts).
 */
export function caseSecret(secret: string, organisation: string, number: string): string {
  return derivedText(secret, 'case-secret', organisation, number);
}

/** Compares in constant time. */
export function isSameSecret(secret: string, given: string): boolean {
  const right = Buffer.from(secret);
  const offered = Buffer.from(given);
  return right.length === offered.length && timingSafeEqual(right, offered);
}
