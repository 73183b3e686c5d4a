/** Figures of a report: a measure over all cases, and by group. Pure: the same cases in whatever order, the same figures. */
import { fewest, hiddenGroups, type PeopleAlike } from '../domain/survey/suppression.ts';
import type { ComplaintFacts } from './complaint-facts.ts';
import type { ReportDefinition } from './definition.ts';
import { type DimensionName, dimensions, type Found } from './dimensions.ts';
import { type CountedPeriod, type Measure, type MeasureName, measures } from './measures.ts';
import { type Figure, Tally } from './tally.ts';

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
export function figures(definition: Counted, cases: Iterable<ComplaintFacts>, period: CountedPeriod): Figures {
  const making = new FiguresInMaking(definition, period);
  for (const one of cases) making.add(one);
  return making.done();
}

/** Adds cases up while they go by; of a case nothing is kept but its values. */
export class FiguresInMaking {
  private cases = 0;
  private readonly period: CountedPeriod;
  private readonly groups: readonly Groups[];
  private readonly columns: { of: Measure['of']; values: Values }[];
  /** The places of the groups of the value that is being added, by dimension. */
  private readonly places: number[];

  constructor(definition: Counted, period: CountedPeriod) {
    this.period = period;
    this.groups = definition.dimensions.map((name) => new Groups(name));
    this.columns = definition.measures.map((measure) => {
      return { of: measures[measure].of, values: new Values(measure, this.groups) };
    });
    this.places = this.groups.map(() => nowhere);
  }

  add(one: ComplaintFacts): void {
    const { groups, places, period } = this;
    for (let at = 0; at < groups.length; at += 1) {
      const group = groups[at] as Groups;
      if (group.isOfCase) places[at] = group.placeOf(one, noValue);
    }
    let isCounted = false;
    for (const { of, values } of this.columns) {
      for (const found of of(one, period)) {
        isCounted = true;
        for (let at = 0; at < groups.length; at += 1) {
          const group = groups[at] as Groups;
          if (!group.isOfCase) places[at] = group.placeOf(one, found);
        }
        values.add(found, places, one.number);
      }
    }
    if (isCounted) this.cases += 1;
  }

  done(): Figures {
    return { cases: this.cases, measures: this.columns.map(({ values }) => values.done()) };
  }
}

const noValue: Found = { value: 0 };

/** The place of what belongs to no group. */
const nowhere = -1;

/** The groups of one dimension. Each has a place, by which it is counted; so a key is looked up once for a case. */
class Groups {
  readonly name: DimensionName;
  readonly isOfCase: boolean;
  readonly keys: string[] = [];
  private readonly of: (one: ComplaintFacts, found: Found) => string | null;
  private readonly places = new Map<string, number>();

  constructor(name: DimensionName) {
    const { isOfCase = false, of } = dimensions[name];
    this.name = name;
    this.isOfCase = isOfCase;
    this.of = of;
  }

  placeOf(one: ComplaintFacts, found: Found): number {
    const key = this.of(one, found);
    if (key === null) return nowhere;
    const known = this.places.get(key);
    if (known !== undefined) return known;
    this.places.set(key, this.keys.length);
    return this.keys.push(key) - 1;
  }
}

/** Values that are in the same groups of every dimension, and the first of them in the order of the cases. */
interface Alike {
  places: readonly number[];
  count: number;
  first: string;
  turn: number;
}

/** The values of one measure: all of them, and those of each group. */
class Values {
  private readonly all: Tally;
  /** By dimension, by the place of the group. */
  private readonly tallies: (Tally | undefined)[][];
  private readonly alike = new Map<string, Alike>();
  private values = 0;
  private readonly measure: MeasureName;
  private readonly groups: readonly Groups[];
  private readonly isJudgement: boolean;

  constructor(measure: MeasureName, groups: readonly Groups[]) {
    this.measure = measure;
    this.groups = groups;
    this.isJudgement = measures[measure].isJudgement === true;
    this.all = new Tally(measures[measure].sum);
    this.tallies = groups.map(() => []);
  }

  /** @param places where the value belongs, by dimension; the array is the caller’s, who writes into it again */
  add({ value, outOf }: Found, places: readonly number[], number: string): void {
    this.all.add(value, outOf);
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] as number;
      if (place !== nowhere) this.tallyOf(at, place).add(value, outOf);
    }
    if (this.isJudgement) this.noteAlike(places, number);
  }

  private tallyOf(at: number, place: number): Tally {
    const tallies = this.tallies[at] as (Tally | undefined)[];
    const known = tallies[place];
    if (known) return known;
    const tally = new Tally(measures[this.measure].sum);
    tallies[place] = tally;
    return tally;
  }

  /** Who is in which groups, for what must be hidden. */
  private noteAlike(places: readonly number[], number: string): void {
    const id = places.join();
    const known = this.alike.get(id);
    this.values += 1;
    if (!known) this.alike.set(id, { places: [...places], count: 1, first: number, turn: this.values });
    else {
      known.count += 1;
      if (number < known.first) Object.assign(known, { first: number, turn: this.values });
    }
  }

  done(): MeasureFigures {
    const hidden = this.isJudgement ? this.hidden() : null;
    const by: MeasureFigures['by'] = {};
    for (const [at, { name, keys }] of this.groups.entries()) {
      const found = (this.tallies[at] ?? []).flatMap((tally, place) => {
        return tally ? [{ key: keys[place] as string, place, tally }] : [];
      });
      if (found.length === 0) continue;
      found.sort((a, b) => (a.key < b.key ? -1 : 1));
      by[name] = found.map(({ key, place, tally }) => ({
        key,
        ...(hidden?.isHidden(at, place) ? hiddenFigure : tally.figure()),
      }));
    }
    return { measure: this.measure, total: hidden?.total ? hiddenFigure : this.all.figure(), by };
  }

  /** Of groups of one size the one that came first is hidden: groups are numbered by the least number of their cases. */
  private hidden(): { total: boolean; isHidden(at: number, place: number): boolean } {
    const inOrder = [...this.alike.values()].sort((a, b) =>
      a.first === b.first ? a.turn - b.turn : a.first < b.first ? -1 : 1,
    );
    const numbered = this.groups.map((_, at) => {
      const places = [...new Set(inOrder.map((one) => one.places[at] ?? nowhere))];
      return new Map(places.map((place, number) => [place, number]));
    });
    const numberOf = (at: number, place: number) => numbered[at]?.get(place) ?? 0;
    const people: PeopleAlike[] = inOrder.map(({ places, count }) => ({
      groups: places.map((place, at) => numberOf(at, place)),
      count,
    }));
    const total = this.all.n > 0 && this.all.n < fewest;
    const groups = total
      ? []
      : hiddenGroups(
          numbered.map(({ size }) => size),
          people,
        );
    return { total, isHidden: (at, place) => total || (groups[at]?.[numberOf(at, place)] ?? false) };
  }
}

const hiddenFigure: Figure = { value: null, n: null, hidden: true };
