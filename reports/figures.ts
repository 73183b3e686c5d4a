/** Figures of a report: a measure over all cases, and by group. Pure: the same cases in whatever order, the same figures. */
import { fewest, hiddenGroups, type PeopleAlike } from '../domain/survey/suppression.ts';
import type { ReportDefinition } from './definition.ts';
import { type CountedCase, type DimensionName, dimensions, type Found } from './dimensions.ts';
import { type CountedPeriod, type MeasureName, measures, type Sum } from './measures.ts';
import { nearestRank } from './nearest-rank.ts';

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
  private readonly by: readonly DimensionName[];
  private readonly columns: { measure: MeasureName; values: Values }[];

  constructor(definition: Counted, period: CountedPeriod) {
    this.period = period;
    this.by = definition.dimensions;
    this.columns = definition.measures.map((measure) => ({ measure, values: new Values(measure, this.by) }));
  }

  add(one: CountedCase): void {
    let isCounted = false;
    const keysOfCase = this.by.map((name) =>
      dimensions[name].isOfCase ? dimensions[name].of(one, { value: 0 }) : undefined,
    );
    for (const { measure, values } of this.columns) {
      for (const found of measures[measure].of(one, this.period)) {
        isCounted = true;
        values.add(one, found, keysOfCase);
      }
    }
    if (isCounted) this.cases += 1;
  }

  done(): Figures {
    return { cases: this.cases, measures: this.columns.map(({ values }) => values.done()) };
  }
}

/** Values that are in the same groups of every dimension, and the first of them in the order of the cases. */
interface Alike {
  keys: readonly (string | null)[];
  count: number;
  first: string;
  turn: number;
}

/** The values of one measure: all of them, and those of each group. */
class Values {
  private readonly all: Tally;
  private readonly groups: Map<string, Tally>[];
  private readonly alike = new Map<string, Alike>();
  private values = 0;
  private readonly measure: MeasureName;
  private readonly by: readonly DimensionName[];

  constructor(measure: MeasureName, by: readonly DimensionName[]) {
    this.measure = measure;
    this.by = by;
    this.all = new Tally(measures[measure].sum);
    this.groups = by.map(() => new Map());
  }

  /** @param keysOfCase the groups in which all values of the case are, by dimension; undefined if the value decides it */
  add(one: CountedCase, found: Found, keysOfCase: readonly (string | null | undefined)[]): void {
    this.all.add(found.value);
    const keys: (string | null)[] | null = measures[this.measure].isJudgement ? [] : null;
    for (let at = 0; at < this.by.length; at += 1) {
      const ofCase = keysOfCase[at];
      const key = ofCase === undefined ? dimensions[this.by[at] as DimensionName].of(one, found) : ofCase;
      keys?.push(key);
      if (key !== null) this.tallyOf(at, key).add(found.value);
    }
    if (keys) this.noteAlike(keys, one.number);
  }

  private tallyOf(at: number, key: string): Tally {
    const known = this.groups[at]?.get(key);
    if (known) return known;
    const tally = new Tally(measures[this.measure].sum);
    this.groups[at]?.set(key, tally);
    return tally;
  }

  /** Who is in which groups, for what must be hidden. */
  private noteAlike(keys: (string | null)[], number: string): void {
    const id = JSON.stringify(keys);
    const known = this.alike.get(id);
    this.values += 1;
    if (!known) this.alike.set(id, { keys, count: 1, first: number, turn: this.values });
    else {
      known.count += 1;
      if (number < known.first) Object.assign(known, { first: number, turn: this.values });
    }
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
        ...(hidden?.isHidden(at, key) ? hiddenFigure : tally.figure()),
      }));
    }
    return { measure: this.measure, total: hidden?.total ? hiddenFigure : this.all.figure(), by };
  }

  /** Of groups of one size the one that came first is hidden: groups are numbered by the least number of their cases. */
  private hidden(): { total: boolean; isHidden(at: number, key: string | null): boolean } {
    const inOrder = [...this.alike.values()].sort((a, b) =>
      a.first === b.first ? a.turn - b.turn : a.first < b.first ? -1 : 1,
    );
    const places = this.by.map((_, at) => {
      const keys = [...new Set(inOrder.map(({ keys }) => keys[at] ?? null))];
      return new Map(keys.map((key, place) => [key, place]));
    });
    const placeOf = (at: number, key: string | null) => places[at]?.get(key) ?? 0;
    const people: PeopleAlike[] = inOrder.map(({ keys, count }) => ({
      groups: keys.map((key, at) => placeOf(at, key)),
      count,
    }));
    const total = this.all.n > 0 && this.all.n < fewest;
    const groups = total
      ? []
      : hiddenGroups(
          places.map(({ size }) => size),
          people,
        );
    return { total, isHidden: (at, key) => total || (groups[at]?.[placeOf(at, key)] ?? false) };
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
      median: () => nearestRank(this.values, 0.5) ?? 0,
      ninetieth: () => nearestRank(this.values, 0.9) ?? 0,
      mean: () => Math.round((100 * total) / n) / 100,
    };
    return values[this.sum]();
  }
}
