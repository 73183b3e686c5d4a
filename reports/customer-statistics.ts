/**
 * Statistics over customers (N-23): a measure of the groups that one or two fields make. Groups under five are hidden, and
 * what would give them away with them. Pure.
 */
import { fewest, hiddenGroups, type PeopleAlike } from '../domain/survey/suppression.ts';

/** What can be asked of a group: how many there are, what they gave, what they complained of, and how they judged. */
export const customerMeasures = ['count', 'contributions', 'complaints', 'satisfaction'] as const;
export type CustomerMeasure = (typeof customerMeasures)[number];

/** A customer as far as statistics need one: codes, and no person. */
export interface CountedCustomer {
  /** By field the codes that hold; none if the field says nothing. */
  fields: Readonly<Record<string, readonly string[]>>;
  /** In the currency's smallest unit. */
  contributions: bigint;
  complaints: number;
  /** What they perceived of the answers to their complaints, from 1 to 5. */
  scores: readonly number[];
}

export interface StatisticsAsked {
  measure: CustomerMeasure;
  /** One or two fields; none: everybody together. */
  by: readonly string[];
  /** By field the codes of which a customer has one. */
  where: Readonly<Record<string, readonly string[]>>;
}

export interface StatisticsRow {
  /** A code for each field; `-` if it says nothing. */
  keys: string[];
  /** How many customers; null if it is hidden. */
  customers: number | null;
  /** A number; contributions as whole smallest units in a text. Null if it is hidden, or there is nothing to tell. */
  value: number | string | null;
  hidden?: true;
}

interface Sums {
  customers: number;
  contributions: bigint;
  complaints: number;
  scores: number[];
}

/** As many rows as may overlap: more cannot be checked in time for what they give away together. */
export const mostOverlapping = 30;

/** Groups that overlap, and too many of them. */
export class TooManyGroups extends Error {
  override name = 'TooManyGroups';
}

/** Adds customers up while they go by. */
export class StatisticsInMaking {
  private readonly asked: StatisticsAsked;
  private readonly rows = new Map<string, { keys: string[]; sums: Sums; place: number }>();
  private readonly alike = new Map<string, { places: number[]; count: number }>();
  private readonly all: Sums = noSums();
  /** Those whom the filter leaves out: so few that the total would give them away must not be. */
  private others = 0;

  constructor(asked: StatisticsAsked) {
    this.asked = asked;
  }

  add(one: CountedCustomer): void {
    // Satisfaction is of those who said something: others are in no group of it.
    if (this.asked.measure === 'satisfaction' && one.scores.length === 0) return;
    const isMeant = Object.entries(this.asked.where).every(([field, codes]) =>
      (one.fields[field] ?? []).some((code) => codes.includes(code)),
    );
    if (!isMeant) {
      this.others += 1;
      return;
    }
    addTo(this.all, one);
    const places = cells(this.asked.by, one).map((keys) => {
      const row = this.rowOf(keys);
      addTo(row.sums, one);
      return row.place;
    });
    const id = places.sort((a, b) => a - b).join('/');
    const known = this.alike.get(id);
    if (known) known.count += 1;
    else this.alike.set(id, { places, count: 1 });
  }

  private rowOf(keys: string[]) {
    const id = JSON.stringify(keys);
    const row = this.rows.get(id) ?? { keys, sums: noSums(), place: this.rows.size };
    this.rows.set(id, row);
    return row;
  }

  /** @throws TooManyGroups */
  done(): { total: StatisticsRow; rows: StatisticsRow[] } {
    const isFew = (count: number) => count > 0 && count < fewest;
    const isAllHidden = isFew(this.all.customers) || isFew(this.others);
    const hidden = isAllHidden ? null : hiddenRows(this.rows.size, [...this.alike.values()]);
    const { measure, by } = this.asked;
    const rows = [...this.rows.values()]
      .map(({ keys, sums, place }) => rowOf(keys, sums, measure, hidden?.[place] ?? true))
      .sort((a, b) => (JSON.stringify(a.keys) < JSON.stringify(b.keys) ? -1 : 1));
    return { total: rowOf([], this.all, measure, isAllHidden), rows: by.length === 0 ? [] : rows };
  }
}

/** Every group in which a customer is: one for each pair of codes. */
function cells(by: readonly string[], { fields }: CountedCustomer): string[][] {
  return by.reduce<string[][]>(
    (found, field) => {
      const codes = fields[field]?.length ? [...new Set(fields[field])] : ['-'];
      return found.flatMap((keys) => codes.map((code) => [...keys, code]));
    },
    [[]],
  );
}

/** Which rows are hidden. If nobody is in two of them they are parts of a whole, else each is told apart from its rest. */
function hiddenRows(size: number, alike: readonly { places: number[]; count: number }[]): boolean[] {
  if (alike.every(({ places }) => places.length === 1)) {
    const people = alike.map(({ places, count }): PeopleAlike => ({ groups: places, count }));
    return hiddenGroups([size], people)[0] ?? [];
  }
  if (size > mostOverlapping) throw new TooManyGroups('these groups overlap, and there are too many of them');
  const rows = Array.from({ length: size }, (_, place) => place);
  const people = alike.map(
    ({ places, count }): PeopleAlike => ({ groups: rows.map((place) => (places.includes(place) ? 0 : 1)), count }),
  );
  // The total without a group is its rest, so that a small rest hides the group.
  return hiddenGroups(
    rows.map(() => 2),
    people,
  ).map(([inside, outside]) => inside === true || outside === true);
}

function noSums(): Sums {
  return { customers: 0, contributions: 0n, complaints: 0, scores: [] };
}

function addTo(sums: Sums, { contributions, complaints, scores }: CountedCustomer): void {
  sums.customers += 1;
  sums.contributions += contributions;
  sums.complaints += complaints;
  sums.scores.push(...scores);
}

function rowOf(keys: string[], sums: Sums, measure: CustomerMeasure, isHidden: boolean): StatisticsRow {
  if (isHidden && sums.customers > 0) return { keys, customers: null, value: null, hidden: true };
  return { keys, customers: sums.customers, value: values[measure](sums) };
}

const values: Record<CustomerMeasure, (sums: Sums) => number | string | null> = {
  count: ({ customers }) => customers,
  contributions: ({ contributions }) => String(contributions),
  complaints: ({ complaints }) => complaints,
  satisfaction: ({ scores }) =>
    scores.length === 0 ? null : Math.round((100 * scores.reduce((sum, one) => sum + one, 0)) / scores.length) / 100,
};
