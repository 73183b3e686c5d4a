/** How values are held against their targets: of a vendor's service, a campaign, a team (F-02, F-13, G-12). Pure. */
import type { Criterion } from './policy.ts';

/** What one person measured or judged of one subject: a value for each criterion. */
export interface EvaluatedSubject {
  /** The vendor, offer or team, by a short name. */
  id: string;
  values: Record<string, number>;
}

/** The result of a subject over all who evaluated it. */
export interface EvaluationResult {
  id: string;
  /** Weighted share of the targets that was attained, in percent with one decimal: 100 if every target is met. */
  attained: number;
  /** Ids of the criteria whose mean misses the target. */
  missed: string[];
}

/**
 * The results of all subjects. The value of a criterion is the mean over those who gave one. A criterion attains
 * `value / target`, or `target / value` if a smaller value is better, never more than the whole. The result is the mean of
 * these shares by weight.
 */
export function evaluated(
  criteria: readonly Criterion[],
  evaluations: readonly { subjects: readonly EvaluatedSubject[] }[],
): EvaluationResult[] {
  const all = evaluations.flatMap(({ subjects }) => subjects);
  const ids = [...new Set(all.map(({ id }) => id))];
  return ids.map((id) =>
    resultOf(
      criteria,
      id,
      all.filter((subject) => subject.id === id),
    ),
  );
}

/** A criterion with the mean over those who gave a value for it, and whether that meets the target. */
export interface MeasuredCriterion {
  criterion: Criterion;
  value: number;
  isMet: boolean;
}

/** What was measured of one subject: each criterion with its mean over all who evaluated it. */
export function measured(criteria: readonly Criterion[], given: readonly EvaluatedSubject[]): MeasuredCriterion[] {
  return criteria.map((criterion) => {
    const value = mean(given.map(({ values }) => values[criterion.id] ?? 0));
    return { criterion, value, isMet: meets(criterion, value) };
  });
}

function resultOf(criteria: readonly Criterion[], id: string, given: readonly EvaluatedSubject[]): EvaluationResult {
  const means = measured(criteria, given);
  const weights = criteria.reduce((sum, { weight }) => sum + weight, 0);
  const share = means.reduce(
    (sum, { criterion, value }) => sum + criterion.weight * attainedShare(criterion, value),
    0,
  );
  return {
    id,
    attained: Math.round((share / weights) * 1000) / 10,
    missed: means.filter(({ isMet }) => !isMet).map(({ criterion }) => criterion.id),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function meets({ target, lowerIsBetter }: Criterion, value: number): boolean {
  return lowerIsBetter ? value <= target : value >= target;
}

function attainedShare(criterion: Criterion, value: number): number {
  if (meets(criterion, value)) return 1;
  const { target, lowerIsBetter } = criterion;
  return Math.max(0, lowerIsBetter ? target / value : value / target);
}

/** What is wrong with values that somebody gives, or null: every criterion has a number that is not negative. */
export function faultIn(criteria: readonly Criterion[], subjects: readonly EvaluatedSubject[]): string | null {
  for (const { id, values } of subjects) {
    const missing = criteria.filter((criterion) => !(criterion.id in values));
    if (missing.length > 0) return `${id} lacks a value for ${missing.map((one) => one.id).join(', ')}`;
    const unknown = Object.keys(values).filter((name) => !criteria.some((criterion) => criterion.id === name));
    if (unknown.length > 0) return `${id} has a value for ${unknown.join(', ')}, which is no criterion`;
  }
  return null;
}
