/** Who may contact a donor, one person for each, across all leads (N-08). Written by approved appointments alone. */
import { insertedOnce } from './duplicate-key.ts';
import type { Database } from './models.ts';

/** A donor's point of contact as it stands; `_id` is organisation/donor. */
export interface DonorContactDocument {
  _id: string;
  organisation: string;
  /** Number of the customer. */
  donor: string;
  /** Staff id. */
  person: string;
  /** Counts appointments and hand-overs. */
  version: number;
  since: string;
  /** The lead whose request, of this number, was approved. */
  lead: string;
  request: string;
  /** Who it was before, oldest first. */
  earlier: Pick<DonorContactDocument, 'person' | 'since' | 'lead'>[];
}

const idOf = (organisation: string, donor: string): string => `${organisation}/${donor}`;

/** The points of contact of these donors, of all where none are named; in the order of their numbers. */
export async function donorContacts(
  database: Database,
  organisation: string,
  donors?: readonly string[],
): Promise<DonorContactDocument[]> {
  const filter = donors ? { _id: { $in: donors.map((donor) => idOf(organisation, donor)) } } : { organisation };
  return database.donorContacts.find(filter).sort({ _id: 1 }).lean<DonorContactDocument[]>();
}

export interface Appointing {
  organisation: string;
  lead: string;
  request: string;
  person: string;
  /** Each donor with the version of his contact that the request was made from; 0 where he had none. */
  donors: readonly { donor: string; base: number }[];
  at: string;
}

/**
 * Makes somebody the contact of each donor whose contact still stands at its base. Safe to repeat.
 * @returns how each stands then, and whether every one of them is this appointment's.
 */
export async function appointContact(
  database: Database,
  { organisation, donors, ...appointment }: Appointing,
): Promise<{ isDone: boolean; standing: DonorContactDocument[] }> {
  const { person, lead, request, at: since } = appointment;
  const now = { person, lead, request, since };
  const { collection } = database.donorContacts;
  for (const { donor, base } of donors) {
    const _id = idOf(organisation, donor);
    if (base === 0) {
      const first = { _id, organisation, donor, version: 1, earlier: [], ...now };
      await insertedOnce(() => collection.insertOne(first as never));
      continue;
    }
    const [before] = await donorContacts(database, organisation, [donor]);
    if (before?.version !== base) continue;
    const earlier = { person: before.person, since: before.since, lead: before.lead };
    await collection.updateOne(
      { _id: _id as never, version: base },
      { $set: { version: base + 1, ...now }, $push: { earlier } as never },
    );
  }
  const standing = await donorContacts(
    database,
    organisation,
    donors.map(({ donor }) => donor),
  );
  const isOurs = (one: DonorContactDocument) => one.lead === lead && one.request === request;
  return { isDone: standing.length === donors.length && standing.every(isOurs), standing };
}
