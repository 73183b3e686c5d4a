import { statementSecret, trackingSecret } from '../../db/access/customer-keys.ts';
import { followUpSecret, openFollowUp } from '../../db/access/follow-ups.ts';
import { linkGeneration } from '../../db/access/tracking-links.ts';
import type { Database } from '../../db/database.ts';
import type { NoticeBatch } from '../../workflows/messages/notices.ts';

/** What links to customers are made of. */
export interface LinkSettings {
  secret: string;
  /** Where customers reach the API, such as https://care.example.org. */
  publicUrl: string;
}

/**
 * The address that a batch tells the customer, or null if it is about no complaint. It leads to the questions if an answer
 * has been given, else to where the complaint stands (F-15, F-16, G-03). It is made here, as the message is sent, and kept
 * nowhere. A batch that is tried again has the same one, unless the links have been revoked in between. Its holder may
 * look. What changes something asks for a code as well, except the verdict that the questions take (S9).
 */
export async function customerLink(
  database: Database,
  { secret, publicUrl }: LinkSettings,
  { organisation, number, kind, followUp }: Pick<NoticeBatch, 'organisation' | 'number' | 'kind' | 'followUp'>,
): Promise<string | null> {
  if (kind !== 'complaint') return null;
  const generation = await linkGeneration(database, { organisation, number });
  if (!followUp) {
    const path = `/public/organisations/${organisation}/complaints/${number}/follow`;
    return new URL(`${path}/${trackingSecret(secret, { organisation, number }, generation)}`, publicUrl).href;
  }
  const { round, until: expiresAt, revision } = followUp;
  const about = { organisation, number, round, ...(generation === 0 ? {} : { generation }) };
  const own = followUpSecret(secret, about);
  // The hash of its secret is there before the link leaves.
  await openFollowUp(database, own, { ...about, revision, expiresAt });
  return new URL(`/public/follow-ups/${own}`, publicUrl).href;
}

/** The address at which the customer says that a statement in their name is not so. It is good for that alone. */
export function disowningLink(
  { secret, publicUrl }: LinkSettings,
  { organisation, number }: Pick<NoticeBatch, 'organisation' | 'number'>,
  statement: number,
): string {
  const own = statementSecret(secret, { organisation, number }, statement);
  return new URL(`/public/organisations/${organisation}/complaints/${number}/disown/${statement}/${own}`, publicUrl)
    .href;
}
