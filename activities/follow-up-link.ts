import { followUpSecret, openFollowUp } from '../db/follow-ups.ts';
import type { Database } from '../db/models.ts';
import type { NoticeBatch } from '../workflows/messages.ts';

/** What links to customers are made of. */
export interface LinkSettings {
  secret: string;
  /** Where customers reach the API, such as https://care.example.org. */
  publicUrl: string;
}

/**
 * The address under which the customer says whether the answer helped; null where a batch asks no such question. The hash
 * of its secret is written before the link leaves, and a batch that is tried again has the same link.
 */
export async function followUpLink(
  database: Database,
  { secret, publicUrl }: LinkSettings,
  { organisation, number, followUp }: Pick<NoticeBatch, 'organisation' | 'number' | 'followUp'>,
): Promise<string | null> {
  if (!followUp) return null;
  const { round, until: expiresAt, revision } = followUp;
  const about = { organisation, number, round };
  const own = followUpSecret(secret, about);
  await openFollowUp(database, own, { ...about, revision, expiresAt });
  return new URL(`/public/follow-ups/${own}`, publicUrl).href;
}
