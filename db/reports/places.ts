/** Which centre or branch complaints are about, and what had been sent about it before: by codes alone. */
import { caseId } from '../cases/cases.ts';
import type { FingerprintDocument } from '../cases/fingerprints.ts';
import type { Database } from '../database.ts';

/** A complaint about a place. */
export type Placed = Pick<FingerprintDocument, 'number' | 'category' | 'at'> & { place: string };

const fields = { number: 1, category: 1, place: 1, at: 1 };

/** The places that some complaints are about, by the number of each. */
export async function placesOf(
  database: Database,
  organisation: string,
  numbers: readonly string[],
): Promise<Map<string, string>> {
  const _id = { $in: numbers.map((number) => caseId(organisation, number)) };
  const found = await database.fingerprints.find({ _id, place: { $exists: true } }, fields).lean<Placed[]>();
  return new Map(found.map(({ number, place }) => [number, place]));
}

/** All that are about a place and were opened between two instants (UTC), the oldest first. */
export async function placedBetween(
  database: Database,
  organisation: string,
  { from, before }: { from: string; before: string },
): Promise<Placed[]> {
  const at = { $gte: from, $lt: before };
  const found = await database.fingerprints
    .find({ organisation, place: { $exists: true }, at }, fields)
    .lean<Placed[]>();
  return found.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.number < b.number ? -1 : 1));
}
