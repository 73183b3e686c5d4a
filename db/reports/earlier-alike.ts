/** Which complaints repeat an earlier one of the same customer: known by keyed tokens, without a name. */

import { caseId } from '../cases/cases.ts';
import type { FingerprintDocument } from '../cases/fingerprints.ts';
import type { Database } from '../database.ts';

const day = 86_400_000;

/**
 * Those of some complaints whose customer had sent one of the same category within so many days before. Each by its number,
 * with the number of the latest such one.
 */
export async function earlierAlike(
  database: Database,
  organisation: string,
  numbers: readonly string[],
  withinDays: number,
): Promise<Map<string, string>> {
  const _id = { $in: numbers.map((number) => caseId(organisation, number)) };
  const own = await database.fingerprints.find({ _id }).lean<FingerprintDocument[]>();
  const persons = [...new Set(own.flatMap((one) => one.persons))];
  if (persons.length === 0) return new Map();
  const fields = { number: 1, category: 1, persons: 1, at: 1 };
  const others = await database.fingerprints
    .find({ organisation, persons: { $in: persons } }, fields)
    .lean<Pick<FingerprintDocument, 'number' | 'category' | 'persons' | 'at'>[]>();
  const byPerson = new Map<string, typeof others>();
  for (const one of others) {
    for (const person of one.persons) byPerson.set(person, [...(byPerson.get(person) ?? []), one]);
  }
  const found = new Map<string, string>();
  for (const { number, category, persons: ours, at } of own) {
    const until = Date.parse(at);
    const before = ours
      .flatMap((person) => byPerson.get(person) ?? [])
      .filter((other) => other.category === category && other.number !== number)
      .filter((other) => Date.parse(other.at) < until && Date.parse(other.at) >= until - withinDays * day)
      .sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || (a.number < b.number ? 1 : -1));
    if (before[0]) found.set(number, before[0].number);
  }
  return found;
}
