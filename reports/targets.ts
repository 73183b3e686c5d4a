/** Figures against the targets of their report. Pure. */
import type { ReportDefinition, Target } from './definition.ts';
import type { Figures } from './figures.ts';

export interface Reached extends Target {
  key: string;
  value: number | null;
  /** Null if there is no figure, or it is hidden. */
  isReached: boolean | null;
}

/** Every group of which the report asks something, and whether it has it. */
export function againstTargets({ targets = [] }: Pick<ReportDefinition, 'targets'>, figures: Figures): Reached[] {
  return targets.flatMap((target) => {
    const groups = figures.measures.find(({ measure }) => measure === target.measure)?.by[target.by] ?? [];
    return groups.map(({ key, value }) => {
      return { ...target, key, value, isReached: value === null ? null : value >= target.atLeast };
    });
  });
}
