/** What was deferred comes again: the next occurrence by calendar begins with it, until it is accepted or rejected (N-15, N-17). */
import { occurrencesOf } from '../../db/cases/occurrences.ts';
import type { Database } from '../../db/database.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { detailOf } from '../../domain/details.ts';
import type { GivenVerdict } from '../../domain/procedure/aspects/deciding.ts';
import type { DeferredRecommendation, RaisedRecommendation } from '../../domain/procedure/state.ts';
import { procedureSliceFor } from '../../packs/kinds/procedure/pinned-policy.ts';
import type { Pack } from '../../packs/schema.ts';

/** How many occurrences are looked through. What is deferred again and again stands in the newest ones. */
const atMost = 100;

/** What an occurrence of a procedure takes over from those before it; nothing if none of its steps decides. */
export async function deferredUntilNow(database: Database, pack: Pack, id: string): Promise<DeferredRecommendation[]> {
  const decides = procedureSliceFor(pack, id)?.steps.some((step) => step.do === 'decide');
  if (!decides) return [];
  const occurrences = await occurrencesOf(database, { organisation: pack.id, procedure: id, atMost });
  return deferredIn(occurrences.map(({ view }) => view));
}

/** What of these occurrences is still to be decided, and stands in none of them that is open. The newest occurrence comes first. */
export function deferredIn(occurrences: readonly CaseView[]): DeferredRecommendation[] {
  const known = new Map<string, Standing[]>();
  for (const view of occurrences.toReversed()) {
    for (const one of detailOf(view, 'procedure').recommendations) {
      const { from = { number: view.number, id: one.id } } = one;
      const key = `${from.number}/${from.id}`;
      known.set(key, [...(known.get(key) ?? []), { ...one, from, isOpen: view.status === 'open' }]);
    }
  }
  return [...known.values()].flatMap((standings) => {
    const newest = standings.at(-1);
    if (!newest || !waits(standings)) return [];
    const { by, words, from } = newest;
    const { owner, dueOn } = newest.decision ?? newest;
    return [{ owner, dueOn, by, words, from }];
  });
}

/** A recommendation as it stands in one occurrence. */
type Standing = RaisedRecommendation & Required<Pick<RaisedRecommendation, 'from'>> & { isOpen: boolean };

/** True if one was deferred, nobody has settled it since, and nobody is about to. */
function waits(standings: readonly Standing[]): boolean {
  const isSettled = standings.some(({ decision }) => decision !== null && decision.verdict !== 'deferred');
  const isUnderWay = standings.some(({ decision, isOpen }) => decision === null && isOpen);
  return !isSettled && !isUnderWay && standings.some(({ decision }) => decision?.verdict === 'deferred');
}

/**
 * Owner and date of each decision that accepts what had been deferred, and nothing of the others. Since then the one may have
 * left, and the other may have passed.
 */
export function followedAfterAll(
  recommendations: readonly RaisedRecommendation[],
  decisions: readonly GivenVerdict[],
): { owner?: string; dueOn?: string }[] {
  return decisions.map(({ recommendation, verdict, owner, dueOn }) => {
    const raised = recommendations.find(({ id }) => id === recommendation);
    const isMeant = raised?.from !== undefined && verdict === 'accepted';
    return isMeant ? { owner: owner ?? raised.owner, dueOn: dueOn ?? raised.dueOn } : {};
  });
}
