import { createHmac, timingSafeEqual } from 'node:crypto';

/** The secret of a case, 256 bits: made from its number and never stored, so that nothing can be read out of the database. */
export function caseSecret(secret: string, organisation: string, number: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['case-secret', organisation, number]))
    .digest('base64url');
}

/** Compares in constant time. */
export function isCaseSecret(secret: string, organisation: string, number: string, given: string): boolean {
  const right = Buffer.from(caseSecret(secret, organisation, number));
  const offered = Buffer.from(given);
  return right.length === offered.length && timingSafeEqual(right, offered);
}
