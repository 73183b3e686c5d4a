/** How values are held against their targets: of a vendor's service, a campaign, a team (F-02, F-13, G-12). Pure. */
import type { Criterion } from './policy.ts';

/** Why a figure of a report is no value: there was nothing to make it of, or it says how fewer than five customers judged. */
export type NoFigure = 'nothing' | 'hidden';

/** What one person measured or judged of one subject: a value for each criterion. */
export interface EvaluatedSubject {
  /** The vendor, offer or team, by a short name. */
  id: string;
  values: Record<string, number>;
  /** The criteria whose figure is no value; absent if there are none. */
  without?: Record<string, NoFigure>;
}

/** The result of a subject over all who evaluated it. */
export interface EvaluationResult {
  id: string;
  /**
   * Weighted share of the targets that was attained, in percent with one decimal: 100 if every target is met. Null if no criterion
   * has a value.
   */
  attained: number | null;
  /** Ids of the criteria whose mean misses the target. */
  missed: string[];
  /** The criteria that have no value and do not count; absent if all have one. */
  without?: Record<string, NoFigure>;
}

/**
 * The results of all subjects. The value of a criterion is the mean over those who gave one. A criterion attains
 * `value / target`, or `target / value` if a smaller value is better, never more than the whole. The result is the mean of
 * these shares by weight. A criterion whose figure is empty or hidden does not count: the others carry its weight, and it
 * misses no target.
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

/** What was measured of one subject: each criterion that has a value, with its mean over all who evaluated it. */
export function measured(criteria: readonly Criterion[], given: readonly EvaluatedSubject[]): MeasuredCriterion[] {
  return criteria.flatMap((criterion) => {
    const values = given.flatMap((subject) => subject.values[criterion.id] ?? []);
    if (values.length === 0) return [];
    const value = values.reduce((sum, one) => sum + one, 0) / values.length;
    return [{ criterion, value, isMet: meets(criterion, value) }];
  });
}

function resultOf(criteria: readonly Criterion[], id: string, given: readonly EvaluatedSubject[]): EvaluationResult {
  const means = measured(criteria, given);
  const weights = means.reduce((sum, { criterion }) => sum + criterion.weight, 0);
  const share = means.reduce(
    (sum, { criterion, value }) => sum + criterion.weight * attainedShare(criterion, value),
    0,
  );
  const without = Object.assign({}, ...given.map((subject) => subject.without)) as Record<string, NoFigure>;
  return {
    id,
    attained: means.length === 0 ? null : Math.round((share / weights) * 1000) / 10,
    missed: means.filter(({ isMet }) => !isMet).map(({ criterion }) => criterion.id),
    ...(Object.keys(without).length > 0 ? { without } : {}),
  };
}

function meets({ target, lowerIsBetter }: Criterion, value: number): boolean {
  return lowerIsBetter ? value <= target : value >= target;
}

function attainedShare(criterion: Criterion, value: number): number {
  if (meets(criterion, value)) return 1;
  const { target, lowerIsBetter } = criterion;
  return Math.max(0, lowerIsBetter ? target / value : value / target);
}

/** What is wrong with values that somebody gives, or null: every criterion has a number, or it says why its figure is none. */
export function faultIn(criteria: readonly Criterion[], subjects: readonly EvaluatedSubject[]): string | null {
  for (const { id, values, without = {} } of subjects) {
    const missing = criteria.filter((one) => !(one.id in values) && !(one.figure && one.id in without));
    if (missing.length > 0) return `${id} lacks a value for ${missing.map((one) => one.id).join(', ')}`;
    const unknown = Object.keys(values).filter((name) => !criteria.some((criterion) => criterion.id === name));
    if (unknown.length > 0) return `${id} has a value for ${unknown.join(', ')}, which is no criterion`;
  }
  return null;
}
