/** One level of satisfaction, over all statements of a form (N-09, step 4). */
import type { Analysis } from './analysis.ts';
import { momentsOf } from './distribution.ts';
import type { Questionnaire, Wording } from './questionnaire.ts';

export interface SatisfactionLevel {
  /** From 0, all at the lowest place of the scale, to 100, all at the highest. */
  level: number;
  /** The mean of all ratings, and the words of the scale that it is nearest to. */
  mean: number;
  words: Wording;
  /** How many statements, and how many ratings of them, it is made of. */
  statements: number;
  ratings: number;
}

/**
 * The level: every rating of every statement that may be shown counts once. Statements with another scale than most are
 * left out. Null if nothing may be shown.
 */
export function levelOf(
  { questions, scales }: Pick<Questionnaire, 'questions' | 'scales'>,
  { ratings }: Pick<Analysis, 'ratings'>,
): SatisfactionLevel | null {
  const shown = ratings.flatMap(({ question: id, overall }) => {
    const question = questions.find((one) => one.id === id);
    return question?.kind === 'scale' && overall?.kind === 'scale'
      ? [{ scale: question.scale, distribution: overall.distribution }]
      : [];
  });
  const uses = (scale: string) => shown.filter((one) => one.scale === scale).length;
  const [usual] = shown.map(({ scale }) => scale).sort((a, b) => uses(b) - uses(a) || (a < b ? -1 : 1));
  const labels = scales[usual ?? ''] ?? [];
  const own = shown.filter(({ scale }) => scale === usual);
  const counts = labels.map((_, place) => own.reduce((sum, { distribution }) => sum + (distribution[place] ?? 0), 0));
  const { n, mean } = momentsOf(counts);
  const words = labels[Math.round(mean) - 1];
  if (!words || labels.length < 2) return null;
  const level = Math.round(((mean - 1) / (labels.length - 1)) * 1000) / 10;
  return { level, mean, words, statements: own.length, ratings: n };
}
