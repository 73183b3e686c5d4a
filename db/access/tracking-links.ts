/** The generation of the links that a complaint’s messages carry. Counted up, the links of earlier messages are dead (S9). */

import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** `_id` is organisation/number; not there until links have been revoked for the first time. */
export interface TrackingLinkDocument {
  _id: string;
  generation: number;
  /** The occasions on which they were revoked. */
  revokedBy: string[];
}

interface Of {
  organisation: string;
  number: string;
}

const idOf = ({ organisation, number }: Of): string => `${organisation}/${number}`;

/** Which generation counts now. */
export async function linkGeneration(database: Database, of: Of): Promise<number> {
  return (await database.trackingLinks.findById(idOf(of)).lean<TrackingLinkDocument>())?.generation ?? 0;
}

/**
 * Revokes every link to this complaint that a message has carried, and whatever codes have proven: those who have one read
 * nothing more and can answer no follow-up. Later messages carry new links. `occasion` makes a repetition harmless.
 */
export async function revokeLinks(database: Database, of: Of, occasion: string): Promise<void> {
  const { collection } = database.trackingLinks;
  const first: TrackingLinkDocument = { _id: idOf(of), generation: 0, revokedBy: [] };
  await insertedOnce(() => collection.insertOne(first as never));
  await collection.updateOne({ _id: idOf(of) as never, revokedBy: { $ne: occasion } as never }, {
    $inc: { generation: 1 },
    $push: { revokedBy: occasion },
  } as never);
}
