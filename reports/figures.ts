/** Figures of a report: a measure over all cases, and by group. Pure: the same cases in the same order, the same figures. */
import { fewest, hiddenGroups, type PeopleAlike } from '../domain/survey/suppression.ts';
import type { ReportDefinition } from './definition.ts';
import { type CountedCase, type DimensionName, dimensions, type Found } from './dimensions.ts';
import { type CountedPeriod, type MeasureName, measures, type Sum } from './measures.ts';

export interface Figure {
  /** Null if there is nothing to make it of, or if it is hidden. */
  value: number | null;
  /** How many values it is made of; null if it is hidden. */
  n: number | null;
  hidden?: true;
}

export interface MeasureFigures {
  measure: MeasureName;
  total: Figure;
  /** By dimension, by group, sorted by the group's key. */
  by: Partial<Record<DimensionName, (Figure & { key: string })[]>>;
}

export interface Figures {
  /** Of how many complaints anything counted. */
  cases: number;
  measures: MeasureFigures[];
}

/** What of a definition is counted. */
export type Counted = Pick<ReportDefinition, 'measures' | 'dimensions'>;

/** The figures of some cases. */
export function figures(definition: Counted, cases: Iterable<CountedCase>, period: CountedPeriod): Figures {
  const making = new FiguresInMaking(definition, period);
  for (const one of cases) making.add(one);
  return making.done();
}

/** Adds cases up while they go by; of a case nothing is kept but its values. */
export class FiguresInMaking {
  private cases = 0;
  private readonly period: CountedPeriod;
  private readonly columns: { measure: MeasureName; values: Values }[];

  constructor(definition: Counted, period: CountedPeriod) {
    this.period = period;
    this.columns = definition.measures.map((measure) => ({
      measure,
      values: new Values(measure, definition.dimensions),
    }));
  }

  add(one: CountedCase): void {
    let isCounted = false;
    for (const { measure, values } of this.columns) {
      for (const found of measures[measure].of(one, this.period)) {
        isCounted = true;
        values.add(one, found);
      }
    }
    if (isCounted) this.cases += 1;
  }

  done(): Figures {
    return { cases: this.cases, measures: this.columns.map(({ values }) => values.done()) };
  }
}

/** The values of one measure: all of them, and those of each group. */
class Values {
  private readonly all: number[] = [];
  private readonly groups: Map<string, number[]>[];
  private readonly places: Map<string | null, number>[];
  private readonly alike = new Map<string, PeopleAlike & { count: number }>();
  private readonly measure: MeasureName;
  private readonly by: readonly DimensionName[];

  constructor(measure: MeasureName, by: readonly DimensionName[]) {
    this.measure = measure;
    this.by = by;
    this.groups = by.map(() => new Map());
    this.places = by.map(() => new Map());
  }

  add(one: CountedCase, found: Found): void {
    this.all.push(found.value);
    const keys = this.by.map((name) => dimensions[name].of(one, found));
    for (const [at, key] of keys.entries()) {
      if (key === null) continue;
      const own = this.groups[at]?.get(key);
      if (own) own.push(found.value);
      else this.groups[at]?.set(key, [found.value]);
    }
    if (measures[this.measure].isJudgement) this.noteAlike(keys);
  }

  /** Who is in which groups, for what must be hidden: groups by the order in which they came. */
  private noteAlike(keys: (string | null)[]): void {
    const id = JSON.stringify(keys);
    const known = this.alike.get(id);
    if (known) known.count += 1;
    else this.alike.set(id, { groups: keys.map((key, at) => this.place(at, key)), count: 1 });
  }

  private place(at: number, key: string | null): number {
    const known = this.places[at] ?? new Map();
    const place = known.get(key) ?? known.size;
    known.set(key, place);
    return place;
  }

  done(): MeasureFigures {
    const { sum, isJudgement } = measures[this.measure];
    const hidden = isJudgement ? this.hidden() : null;
    const by: MeasureFigures['by'] = {};
    for (const [at, name] of this.by.entries()) {
      const groups = [...(this.groups[at] ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
      if (groups.length === 0) continue;
      by[name] = groups.map(([key, values]) => ({
        key,
        ...(hidden?.groups[at]?.[this.place(at, key)] ? hiddenFigure : figureOf(values, sum)),
      }));
    }
    return { measure: this.measure, total: hidden?.total ? hiddenFigure : figureOf(this.all, sum), by };
  }

  private hidden(): { total: boolean; groups: boolean[][] } {
    const people = [...this.alike.values()];
    const sizes = this.by.map((_, at) => Math.max(0, ...people.map(({ groups }) => (groups[at] ?? 0) + 1)));
    const total = this.all.length > 0 && this.all.length < fewest;
    return {
      total,
      groups: total ? sizes.map((size) => new Array<boolean>(size).fill(true)) : hiddenGroups(sizes, people),
    };
  }
}

const hiddenFigure: Figure = { value: null, n: null, hidden: true };

function figureOf(values: number[], sum: Sum): Figure {
  return { value: values.length === 0 && sum !== 'count' ? null : sums[sum](values), n: values.length };
}

const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
const rank = (values: number[], part: number) =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(part * values.length) - 1)] ?? 0;

const sums: Record<Sum, (values: number[]) => number> = {
  count: (values) => values.length,
  share: (values) => Math.round((1000 * total(values)) / values.length) / 10,
  median: (values) => rank(values, 0.5),
  ninetieth: (values) => rank(values, 0.9),
  mean: (values) => Math.round((100 * total(values)) / values.length) / 100,
};
