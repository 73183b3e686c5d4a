/** What customers had sent before: known by keyed tokens, without a name. */

import { caseId } from '../cases/cases.ts';
import type { FingerprintDocument } from '../cases/fingerprints.ts';
import type { Database } from '../database.ts';

/** A complaint by what it is compared by. */
export type Compared = Pick<FingerprintDocument, 'number' | 'category' | 'persons' | 'words' | 'at'>;

/** Some complaints, and those of the same customers that came before each, the latest first; by the number of each. */
export async function earlierOfCustomers(
  database: Database,
  organisation: string,
  numbers: readonly string[],
): Promise<Map<string, { own: Compared; earlier: Compared[] }>> {
  const _id = { $in: numbers.map((number) => caseId(organisation, number)) };
  const fields = { number: 1, category: 1, persons: 1, words: 1, at: 1 };
  const all = await database.fingerprints.find({ _id }, fields).lean<Compared[]>();
  const persons = [...new Set(all.flatMap((one) => one.persons))];
  if (persons.length === 0) return new Map();
  const others = await database.fingerprints
    .find({ organisation, persons: { $in: persons } }, fields)
    .lean<Compared[]>();
  const byPerson = new Map<string, Compared[]>();
  for (const one of others) {
    for (const person of one.persons) byPerson.set(person, [...(byPerson.get(person) ?? []), one]);
  }
  return new Map(
    all.map((own) => {
      const until = Date.parse(own.at);
      const theirs = new Set(own.persons.flatMap((person) => byPerson.get(person) ?? []));
      const earlier = [...theirs].filter(({ number, at }) => number !== own.number && Date.parse(at) < until);
      earlier.sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || (a.number < b.number ? 1 : -1));
      return [own.number, { own, earlier }];
    }),
  );
}
