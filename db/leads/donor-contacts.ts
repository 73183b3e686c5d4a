/** Who may contact a donor, one person for each, across all leads (N-08). Written by approved appointments alone. */

import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';
import { numbersOf } from '../registry/customers.ts';

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
  /** Who it was before, oldest first; the request is absent in what an earlier release has entered. */
  earlier: (Pick<DonorContactDocument, 'person' | 'since' | 'lead'> & { request?: string })[];
}

const idOf = (organisation: string, donor: string): string => `${organisation}/${donor}`;

/** The points of contact of these donors, or of all if none are named, in the order of their numbers. */
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
  /** Each donor with the version of their contact that the request was made from; 0 if they had none. */
  donors: readonly { donor: string; base: number }[];
  at: string;
}

/** Where a donor's contact is entered, and how it stands. */
export interface ContactPlace {
  /** The number by which the donor was asked for. */
  donor: string;
  /** The number under which the donor goes on: the contact is entered there. */
  goesOn: string;
  /** The entry of that number. If it has none yet, the latest of those that were merged into it. */
  standing: DonorContactDocument | null;
}

/** The point of contact of a donor, by whichever of their numbers. */
export async function contactPlace(database: Database, organisation: string, donor: string): Promise<ContactPlace> {
  const numbers = await numbersOf(database, organisation, donor);
  const [goesOn = donor] = numbers;
  const entries = await donorContacts(database, organisation, numbers);
  const own = entries.find((one) => one.donor === goesOn);
  const [latest = null] = entries.sort((a, b) => Date.parse(b.since) - Date.parse(a.since));
  return { donor, goesOn, standing: own ?? latest };
}

/**
 * Makes somebody the contact of all the donors if the contact of each still stands at its base. If one does not, of none.
 * Safe to repeat.
 * @returns how each stands then, and whether it was done.
 */
export async function appointContact(
  database: Database,
  { organisation, donors, ...appointment }: Appointing,
): Promise<{ isDone: boolean; places: ContactPlace[] }> {
  const { person, lead, request, at: since } = appointment;
  const now = { person, lead, request, since };
  const { collection } = database.donorContacts;
  const placesNow = () => Promise.all(donors.map(({ donor }) => contactPlace(database, organisation, donor)));
  const isThis = (one: { lead: string; request?: string }) => one.lead === lead && one.request === request;
  // The request keeps what it has entered, also if somebody else has been appointed since.
  const isEntered = ({ standing }: ContactPlace) =>
    standing !== null && (isThis(standing) || standing.earlier.some(isThis));
  const places = await placesNow();
  const isFree = (place: ContactPlace, index: number) => (place.standing?.version ?? 0) === donors[index]?.base;
  if (places.some((place, index) => !isEntered(place) && !isFree(place, index))) {
    await takeBack(database, places.filter(isEntered), isThis);
    return { isDone: false, places: await placesNow() };
  }
  for (const { goesOn, standing } of places.filter((place) => !isEntered(place))) {
    const _id = idOf(organisation, goesOn) as never;
    const version = (standing?.version ?? 0) + 1;
    const earlier = standing ? [...standing.earlier, earlierOf(standing)] : [];
    const entry = { organisation, donor: goesOn, version, earlier, ...now };
    if (standing?.donor === goesOn) await collection.replaceOne({ _id, version: standing.version }, entry as never);
    else await insertedOnce(() => collection.insertOne({ _id, ...entry } as never));
  }
  const after = await placesNow();
  if (after.every(isEntered)) return { isDone: true, places: after };
  // Somebody else was quicker with one of them between the look and the writing.
  await takeBack(database, after.filter(isEntered), isThis);
  return { isDone: false, places: await placesNow() };
}

const earlierOf = ({ person, since, lead, request }: DonorContactDocument) => ({ person, since, lead, request });

/** Undoes what an appointment has entered that could not be entered whole. If somebody came after it, that stays. */
async function takeBack(
  { donorContacts: { collection } }: Database,
  entered: ContactPlace[],
  isThis: (one: { lead: string; request?: string }) => boolean,
): Promise<void> {
  for (const { standing } of entered) {
    if (!standing || !isThis(standing)) continue;
    const { _id, version, earlier, ...own } = standing;
    const before = earlier.at(-1);
    const asSeen = { _id: _id as never, version };
    if (!before) await collection.deleteOne(asSeen);
    else {
      const again = { ...own, request: '', ...before, version: version + 1, earlier: earlier.slice(0, -1) };
      await collection.replaceOne(asSeen, again as never);
    }
  }
}
