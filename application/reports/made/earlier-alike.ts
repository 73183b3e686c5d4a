/** Which earlier complaint of the same customer one repeats, and which one it resembles. */

import type { Database } from '../../../db/database.ts';
import type { Compared } from '../../../db/reports/earlier-alike.ts';
import { type Placed, placedBetween } from '../../../db/reports/places.ts';
import { instantText, MS_PER_DAY } from '../../../domain/deadline/instants-and-dates.ts';
import type { Pack } from '../../../packs/schema.ts';
import type { ComplaintFacts } from '../../../reports/complaint-facts.ts';
import { likeness } from '../../complaints/duplicates.ts';

/** What comes again after so many days is something else. Ours. */
const repeatsWithinDays = 90;

/** By the rules for duplicates of the policy under which it last stood; without one it resembles nothing. */
export function earlierAlike(
  found: { own: Compared; earlier: readonly Compared[] } | undefined,
  pack: Pack | undefined,
): Pick<ComplaintFacts, 'repeats' | 'resembles'> {
  if (!found) return { repeats: null, resembles: null };
  const { own, earlier } = found;
  const within = (days: number) =>
    earlier.filter(
      ({ category, at }) => category === own.category && Date.parse(at) >= Date.parse(own.at) - days * MS_PER_DAY,
    );
  const { withinDays = 0, atLeast = 100 } = pack?.kinds.complaint.duplicates ?? {};
  const alike = within(withinDays).find(({ words }) => likeness(own.words, words) * 100 >= atLeast);
  return { repeats: within(repeatsWithinDays)[0]?.number ?? null, resembles: alike?.number ?? null };
}

/**
 * By the number of each complaint that was opened in a period, the number of the one that it repeats. That is the one before it of
 * the same kind about the same centre or branch, from any customer. What names no place repeats nothing.
 */
export async function earlierAtPlaces(
  database: Database,
  organisation: string,
  { from, before }: { from: string; before: string },
): Promise<Map<string, string>> {
  const since = instantText(Date.parse(from) - repeatsWithinDays * MS_PER_DAY);
  return repeatedAtPlaces(await placedBetween(database, organisation, { from: since, before }));
}

/** The same among these, which are told the oldest first. */
export function repeatedAtPlaces(all: readonly Placed[]): Map<string, string> {
  const latest = new Map<string, { number: string; at: number }>();
  const earlier = new Map<string, string>();
  for (const { number, category, place, at } of all) {
    const known = latest.get(`${category} ${place}`);
    const own = { number, at: Date.parse(at) };
    if (known && own.at - known.at <= repeatsWithinDays * MS_PER_DAY) earlier.set(number, known.number);
    latest.set(`${category} ${place}`, own);
  }
  return earlier;
}
