import { type OfCase, trackingSecret } from '../../db/access/customer-keys.ts';
import { linkGeneration } from '../../db/access/tracking-links.ts';
import type { Dependencies } from '../dependencies.ts';

/** The secret in the links of a complaint's messages: it reads and does not act, until the contact is corrected (S9). */
export async function readingSecret({ secret, database }: Dependencies, of: OfCase): Promise<string> {
  return trackingSecret(secret, of, await linkGeneration(database, of));
}
