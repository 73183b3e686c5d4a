/** What complaints are compared by: keyed tokens of the customer and of the words. No word and no person stands here. */

import type { QueryFilter } from 'mongoose';
import type { Database } from '../database.ts';
import { findAllMerged, insertMerged, upsertMerged } from '../merged.ts';
import { caseId } from './cases.ts';

/** The complaints of one customer on one day; `_id` is organisation/token of the person/day. */
export interface CustomerDayDocument {
  _id: string;
  organisation: string;
  numbers: string[];
}

/** What a complaint is compared by, as keyed tokens; `_id` is organisation/number. */
export interface FingerprintDocument {
  _id: string;
  organisation: string;
  number: string;
  category: string;
  /** Of the customer's telephone number and e-mail address. */
  persons: string[];
  /**
   * Of all telephones that the contact has since: further ones, and what was corrected. By these a caller is known, and nobody is
   * taken for the same customer. Absent if there are none.
   */
  reached?: string[];
  words: string[];
  /** Code of the centre or branch that it is about, as it was opened; absent if it named none. */
  place?: string;
  /** When the complaint was opened. */
  at: string;
}

/** How many complaints of one customer on one day are remembered: somebody who sends more floods. */
const mostPerDay = 100;

const dayOf = (instant: string): string => instant.slice(0, 10);

function dayId(organisation: string, person: string, day: string): string {
  return `${organisation}/${person}/${day}`;
}

/** Notes what a new complaint is compared by; noting it twice changes nothing. */
export async function noteFingerprint(
  database: Database,
  fingerprint: Omit<FingerprintDocument, '_id'>,
): Promise<void> {
  const { organisation, number, persons, at } = fingerprint;
  const document = { _id: caseId(organisation, number), ...fingerprint };
  const days = persons.map((person) => dayId(organisation, person, dayOf(at)));
  await Promise.all([
    insertMerged(database.fingerprints, document),
    ...days.map((day) => noteOnDay(database, organisation, day, number)),
  ]);
}

function noteOnDay(database: Database, organisation: string, _id: string, number: string): Promise<void> {
  const filter = { _id, [`numbers.${mostPerDay - 1}`]: { $exists: false } };
  return upsertMerged(database.customerDays, filter, {
    $addToSet: { numbers: number },
    $setOnInsert: { organisation },
  });
}

/** What one complaint is compared by; null for one that was opened before this was noted. */
export async function findFingerprint(
  database: Database,
  organisation: string,
  number: string,
): Promise<FingerprintDocument | null> {
  return database.fingerprints.findById(caseId(organisation, number)).lean<FingerprintDocument>();
}

/** What each of some complaints is compared by; without those that were opened before this was noted. */
export async function fingerprintsOf(
  database: Database,
  organisation: string,
  numbers: readonly string[],
): Promise<FingerprintDocument[]> {
  const ids = numbers.map((number) => caseId(organisation, number));
  return database.fingerprints.find({ _id: { $in: ids } }).lean<FingerprintDocument[]>();
}

/** The other complaints of the same customer that were opened within so many days before or after this one. */
export async function sameCustomers(
  database: Database,
  of: Pick<FingerprintDocument, 'organisation' | 'number' | 'persons' | 'at'>,
  withinDays: number,
): Promise<FingerprintDocument[]> {
  const days = daysAround(of.at, withinDays);
  const ids = of.persons.flatMap((person) => days.map((day) => dayId(of.organisation, person, day)));
  const found = await database.customerDays.find({ _id: { $in: ids } }).lean<CustomerDayDocument[]>();
  const numbers = new Set(found.flatMap((day) => day.numbers).filter((number) => number !== of.number));
  return findAllMerged(
    database.fingerprints,
    [...numbers].map((number) => caseId(of.organisation, number)),
  );
}

/** Numbers of all complaints of the customers who have one of these tokens, the newest first; at most two hundred. */
export async function complaintsOfPersons(
  database: Database,
  organisation: string,
  persons: readonly string[],
): Promise<string[]> {
  return newestOf(database, { organisation, persons: { $in: [...persons] } });
}

/** The same of a telephone from which somebody calls: also of complaints whose contact has it besides, or by a correction. */
export async function complaintsCalledFrom(
  database: Database,
  organisation: string,
  telephone: readonly string[],
): Promise<string[]> {
  const isOne = { $in: [...telephone] };
  return newestOf(database, { organisation, $or: [{ persons: isOne }, { reached: isOne }] });
}

/** Notes the telephones that the contact of a complaint has from now on, as tokens. */
export async function noteReached(
  database: Database,
  { organisation, number, reached }: Required<Pick<FingerprintDocument, 'organisation' | 'number' | 'reached'>>,
): Promise<void> {
  await database.fingerprints.updateOne({ _id: caseId(organisation, number) }, { $set: { reached } });
}

async function newestOf(database: Database, of: QueryFilter<FingerprintDocument>): Promise<string[]> {
  const found = await database.fingerprints
    .find(of, { number: 1, at: 1 })
    .lean<Pick<FingerprintDocument, 'number' | 'at'>[]>();
  return found
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
    .slice(0, 200)
    .map(({ number }) => number);
}

function daysAround(instant: string, days: number): string[] {
  const middle = Date.parse(`${dayOf(instant)}T00:00:00Z`);
  return Array.from({ length: 2 * days + 1 }, (_, index) =>
    dayOf(new Date(middle + (index - days) * 86_400_000).toISOString()),
  );
}
