import { z } from 'zod';
import { Refused } from './refused.ts';

/** The key of somebody who is not signed in must be one that nobody can guess. @throws Refused `Malformed` */
export function mustBePublicKey(key: string): void {
  if (z.uuid().safeParse(key).success) return;
  throw new Refused('Malformed', 'The Idempotency-Key of a public request is a UUID.');
}
