/** Which earlier complaint of the same customer one repeats, and which one it resembles. */

import type { Compared } from '../../../db/reports/earlier-alike.ts';
import { MS_PER_DAY } from '../../../domain/deadline/instants-and-dates.ts';
import type { Pack } from '../../../packs/schema.ts';
import type { ComplaintFacts } from '../../../reports/complaint-facts.ts';
import { likeness } from '../../complaints/duplicates.ts';

/** A customer who writes again after so many days writes of something else. Ours. */
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
