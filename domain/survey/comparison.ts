/** This survey against the one before: what has changed, as far as the answers show it. */
import { canonicalJson } from '../digest.ts';
import type { Analysis, Result } from './analysis.ts';
import { momentsOf, type StatementResult } from './distribution.ts';
import { type Difference, differenceOfMeans, differenceOfShares } from './intervals.ts';
import type { Questionnaire } from './questionnaire.ts';

export interface Compared {
  question: string;
  /** Of the share of the two highest places; of a pair: of what was perceived. */
  topTwo: Difference;
  /** Null if there are too few answers for an interval. */
  mean: Difference | null;
}

/** What a survey's answers say, and what it asked. */
export interface Analysed {
  analysis: Pick<Analysis, 'ratings'>;
  asked: Questionnaire;
}

/** Every question that both have asked in the same words on the same scale, and that enough people have answered in both. */
export function compared(now: Analysed, before: Analysed): Compared[] {
  return now.analysis.ratings.flatMap(({ question, overall }) => {
    const earlier = before.analysis.ratings.find((rating) => rating.question === question)?.overall ?? null;
    const [own, other] = [rated(overall), rated(earlier)];
    if (!own || !other || overall?.kind !== earlier?.kind) return [];
    if (wordingOf(now.asked, question) !== wordingOf(before.asked, question)) return [];
    return [
      {
        question,
        topTwo: differenceOfShares(countedIn(own), countedIn(other)),
        mean: differenceOfMeans(momentsOf(own.distribution), momentsOf(other.distribution)),
      },
    ];
  });
}

/** What people read before they chose: the question and the places of its scale, in both languages. */
function wordingOf({ questions, scales }: Questionnaire, id: string): string {
  const question = questions.find((one) => one.id === id);
  const labels = question && 'scale' in question ? scales[question.scale] : undefined;
  return canonicalJson([question?.text ?? null, labels ?? null]);
}

function rated(result: Result | null): StatementResult | null {
  return result?.kind === 'expected-and-perceived' ? result.perceived : result;
}

const countedIn = ({ n, topTwo }: StatementResult) => ({ count: topTwo.count, n });
