/** What was deferred comes again: the next occurrence by calendar begins with it, until it is accepted or rejected (N-15, N-17). Pure. */
import type { CaseView } from '../case/view.ts';
import { detailOf } from '../details.ts';
import type { DeferredRecommendation, ProcedureDecision, RaisedRecommendation } from './state.ts';

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

interface Decided {
  recommendation: string;
  verdict: ProcedureDecision['verdict'];
  owner?: string | undefined;
  dueOn?: string | undefined;
}

/**
 * The decisions; each that accepts what had been deferred names owner and date, as they were proposed if it names no others. Since
 * then the one may have left, and the other may have passed.
 */
export function followedAfterAll<Given extends Decided>(
  recommendations: readonly RaisedRecommendation[],
  decisions: readonly Given[],
): Given[] {
  return decisions.map((given) => {
    const raised = recommendations.find(({ id }) => id === given.recommendation);
    if (raised?.from === undefined || given.verdict !== 'accepted') return given;
    return { ...given, owner: given.owner ?? raised.owner, dueOn: given.dueOn ?? raised.dueOn };
  });
}
