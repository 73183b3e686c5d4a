/** The generation of the links that a complaint’s messages carry. Counted up, the links of earlier messages are dead (S9). */

import { type CaseDocument, caseId } from '../cases/cases.ts';
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
 * Revokes the links to this complaint that messages have carried, and what codes have proven: those who have one read nothing
 * more and can answer no follow-up. Links by which a statement is disowned live on: they protect the customer. Later messages
 * carry new links. Links to complaints that were merged into it lead here, and end as well. `occasion` makes a repetition harmless.
 */
export async function revokeLinks(database: Database, of: Of, occasion: string): Promise<void> {
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
