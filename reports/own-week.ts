/** A member of staff's own figures beside those of the team. Pure. */
import type { Counted, Figures } from './figures.ts';
import { type MeasureName, measures } from './measures.ts';
import { nearestRank } from './nearest-rank.ts';
import type { Figure } from './tally.ts';

/** What people see of their own week (C-13), told apart by who did it or owns it. */
export const ownWeek: Counted = {
  measures: ['answered', 'closed', 'inTime', 'late', 'inTimeShare', 'closingMedian', 'solvedShare', 'satisfaction'],
  dimensions: ['agent'],
};

/** Of fewer colleagues the median would say what one of them did. */
export const fewestInTeam = 4;

export interface OwnFigure {
  measure: MeasureName;
  own: Figure;
  /** Of the members of the team that have a figure, the reader among them; null of fewer than four. */
  teamMedian: number | null;
}

/** The reader's figures against the median of the team's members; a count that nobody finds is zero. */
export function ownAgainstTeam({ measures: found }: Figures, reader: string, team: readonly string[]): OwnFigure[] {
  return found.map(({ measure, by }) => {
    const isCount = measures[measure].sum === 'count';
    const figureOf = (id: string): Figure =>
      by.agent?.find(({ key }) => key === id) ?? { value: isCount ? 0 : null, n: 0 };
    const { value, n, hidden } = figureOf(reader);
    const values = team.flatMap((id) => figureOf(id).value ?? []);
    const teamMedian = values.length < fewestInTeam ? null : nearestRank(values, 0.5);
    return { measure, own: { value, n, ...(hidden ? { hidden } : {}) }, teamMedian };
  });
}
