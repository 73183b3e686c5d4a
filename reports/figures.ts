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
  private readonly all: Tally;
  private readonly groups: Map<string, Tally>[];
  private readonly places: Map<string | null, number>[];
  private readonly alike = new Map<string, PeopleAlike & { count: number }>();
  private readonly measure: MeasureName;
  private readonly by: readonly DimensionName[];

  constructor(measure: MeasureName, by: readonly DimensionName[]) {
    this.measure = measure;
    this.by = by;
    this.all = new Tally(measures[measure].sum);
    this.groups = by.map(() => new Map());
    this.places = by.map(() => new Map());
  }

  add(one: CountedCase, found: Found): void {
    this.all.add(found.value);
    const keys: (string | null)[] | null = measures[this.measure].isJudgement ? [] : null;
    for (let at = 0; at < this.by.length; at += 1) {
      const key = dimensions[this.by[at] as DimensionName].of(one, found);
      keys?.push(key);
      if (key === null) continue;
      const own = this.groups[at]?.get(key) ?? new Tally(measures[this.measure].sum);
      own.add(found.value);
      this.groups[at]?.set(key, own);
    }
    if (keys) this.noteAlike(keys);
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
    const { isJudgement } = measures[this.measure];
    const hidden = isJudgement ? this.hidden() : null;
    const by: MeasureFigures['by'] = {};
    for (const [at, name] of this.by.entries()) {
      const groups = [...(this.groups[at] ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
      if (groups.length === 0) continue;
      by[name] = groups.map(([key, tally]) => ({
        key,
        ...(hidden?.groups[at]?.[this.place(at, key)] ? hiddenFigure : tally.figure()),
      }));
    }
    return { measure: this.measure, total: hidden?.total ? hiddenFigure : this.all.figure(), by };
  }

  private hidden(): { total: boolean; groups: boolean[][] } {
    const people = [...this.alike.values()];
    const sizes = this.by.map((_, at) => Math.max(0, ...people.map(({ groups }) => (groups[at] ?? 0) + 1)));
    const total = this.all.n > 0 && this.all.n < fewest;
    return {
      total,
      groups: total ? sizes.map((size) => new Array<boolean>(size).fill(true)) : hiddenGroups(sizes, people),
    };
  }
}

const hiddenFigure: Figure = { value: null, n: null, hidden: true };

/** The values of one figure: as many as its sum needs, and no more. */
class Tally {
  n = 0;
  private total = 0;
  private readonly values: number[] = [];
  private readonly sum: Sum;

  constructor(sum: Sum) {
    this.sum = sum;
  }

  add(value: number): void {
    this.n += 1;
    this.total += value;
    if (this.sum === 'median' || this.sum === 'ninetieth') this.values.push(value);
  }

  figure(): Figure {
    const { n } = this;
    return { value: n === 0 && this.sum !== 'count' ? null : this.value(), n };
  }

  private value(): number {
    const { n, total } = this;
    const values: Record<Sum, () => number> = {
      count: () => n,
      share: () => Math.round((1000 * total) / n) / 10,
      median: () => this.rank(0.5),
      ninetieth: () => this.rank(0.9),
      mean: () => Math.round((100 * total) / n) / 100,
    };
    return values[this.sum]();
  }

  private rank(part: number): number {
    return this.values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(part * this.n) - 1)] ?? 0;
  }
}
