/** Paper forms that two people type: what they typed differently, and what is settled to stand. */
import { canonicalJson } from '../digest.ts';
import type { Answer, Answers } from './answers.ts';

export interface Difference {
  question: string;
  /** Null if it was left open. */
  first: Answer | null;
  second: Answer | null;
}

/** The questions whose answers the two typed differently, by id. */
export function differences(first: Answers, second: Answers): Difference[] {
  const questions = [...new Set([...Object.keys(first), ...Object.keys(second)])].sort();
  return questions.flatMap((question) => {
    const [one, other] = [first[question] ?? null, second[question] ?? null];
    return canonicalJson(one) === canonicalJson(other) ? [] : [{ question, first: one, second: other }];
  });
}

/**
 * The form as it stands once each difference has been settled: null for a question that was left open. Or the questions
 * that are not settled, and those that there was nothing to settle about.
 */
export function settledForm(
  first: Answers,
  second: Answers,
  chosen: Record<string, Answer | null>,
): { answers: Answers } | { open: string[]; unasked: string[] } {
  const differing = differences(first, second).map(({ question }) => question);
  const open = differing.filter((question) => !Object.hasOwn(chosen, question));
  const unasked = Object.keys(chosen).filter((question) => !differing.includes(question));
  if (open.length > 0 || unasked.length > 0) return { open, unasked };
  const agreed = Object.entries(first).filter(([question]) => !differing.includes(question));
  const settled = Object.entries(chosen).filter((entry): entry is [string, Answer] => entry[1] !== null);
  return { answers: Object.fromEntries([...agreed, ...settled]) };
}
