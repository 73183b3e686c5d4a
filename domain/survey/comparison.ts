/** This survey against the one before: what has changed, as far as the answers show it. */
import type { Analysis, Result } from './analysis.ts';
import { momentsOf, type StatementResult } from './distribution.ts';
import { type Difference, differenceOfMeans, differenceOfShares } from './intervals.ts';

export interface Compared {
  question: string;
  /** Of the share of the two highest places; of a pair: of what was perceived. */
  topTwo: Difference;
  /** Null where there are too few answers for an interval. */
  mean: Difference | null;
}

/** Every question that both have asked on a scale of the same length, and that enough people have answered in both. */
export function compared(now: Analysis, before: Analysis): Compared[] {
  return now.ratings.flatMap(({ question, overall }) => {
    const earlier = before.ratings.find((rating) => rating.question === question)?.overall ?? null;
    const [own, other] = [rated(overall), rated(earlier)];
    if (!own || !other || overall?.kind !== earlier?.kind) return [];
    if (own.distribution.length !== other.distribution.length) return [];
    return [
      {
        question,
        topTwo: differenceOfShares(countedIn(own), countedIn(other)),
        mean: differenceOfMeans(momentsOf(own.distribution), momentsOf(other.distribution)),
      },
    ];
  });
}

function rated(result: Result | null): StatementResult | null {
  return result?.kind === 'expected-and-perceived' ? result.perceived : result;
}

const countedIn = ({ n, topTwo }: StatementResult) => ({ count: topTwo.count, n });
