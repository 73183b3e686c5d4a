import { derivedText, type LinkKeys, type MadeSecret, secretsByKey } from '../../db/derivations.ts';

/**
 * A keyed hash of what something in a survey came under. The same parts give the same hash, so that a repetition is known
 * again. Of two hashes nobody without the key can say that they belong together.
 */
export function keyedHash(secret: string, purpose: string, ...parts: string[]): string {
  return derivedText(secret, 'survey', purpose, ...parts);
}

/**
 * The secret of an invitation, 256 bits, as each key of links makes it. It is made from the request that asked for it and its
 * place there, so that the request repeated gives the same ones. It is kept as its hash only.
 */
export function invitationSecrets(
  keys: LinkKeys,
  survey: string,
  request: string,
  place: number,
): [MadeSecret, ...MadeSecret[]] {
  return secretsByKey(keys, 'survey', 'invitation', survey, request, String(place));
}
