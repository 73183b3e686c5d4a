/**
 * Which groups of an analysis may be shown. A group of fewer than five people is not shown, nor what would give it away. If
 * such a group, or a few of them together, could be had by adding and subtracting what is shown, another group is hidden
 * too. Groups of all questions count together: cities give their neighbourhood centres away.
 */
export const fewest = 5;

/** People who belong to the same group of every dimension: `groups[d]` is an index among the groups of dimension d. */
export interface PeopleAlike {
  groups: readonly number[];
  count: number;
}

/** By dimension, by group: hidden or not. */
export type Hidden = boolean[][];

/**
 * Hides what must not be seen, if the total is shown. Of fewer than five people not even that may be. `sizes`: how many
 * groups each dimension has. `already`: groups that stay hidden, such as those that are hidden in the rest of a report. A
 * group without anybody is neither small nor given away.
 */
export function hiddenGroups(sizes: readonly number[], people: readonly PeopleAlike[], already?: Hidden): Hidden {
  const counts = countsOf(sizes, people);
  const hidden = counts.map((groups, dimension) =>
    groups.map((count, group) => (already?.[dimension]?.[group] ?? false) || (count > 0 && count < fewest)),
  );
  // Each turn hides one more group, so there is an end: nothing but the total is shown.
  for (;;) {
    const leaking = leakingDimension(people, counts, hidden);
    const next = leaking === null ? null : smallestShown(counts, hidden, leaking);
    if (!next) return hidden;
    (hidden[next.dimension] as boolean[])[next.group] = true;
  }
}

function countsOf(sizes: readonly number[], people: readonly PeopleAlike[]): number[][] {
  const counts = sizes.map((size) => new Array<number>(size).fill(0));
  for (const { groups, count } of people) {
    groups.forEach((group, dimension) => {
      const own = counts[dimension] as number[];
      own[group] = (own[group] ?? 0) + count;
    });
  }
  return counts;
}

/** The first dimension of which a small group, or a small union of groups, can be worked out; null if there is none. */
function leakingDimension(people: readonly PeopleAlike[], counts: readonly number[][], hidden: Hidden): number | null {
  const leaking = counts.findIndex((_, dimension) => leaks(dimension, people, counts, hidden));
  return leaking < 0 ? null : leaking;
}

function leaks(
  dimension: number,
  people: readonly PeopleAlike[],
  counts: readonly number[][],
  hidden: Hidden,
): boolean {
  const own = counts[dimension] as number[];
  const secret = own.flatMap((count, group) => (hidden[dimension]?.[group] && count > 0 ? [group] : []));
  if (!secret.some((group) => (own[group] ?? 0) < fewest)) return false;
  const told = tellable(dimension, secret, people, hidden);
  const isUnion = (row: number[]) => row.every((entry) => entry === 0 || entry === 1);
  const isApart = (column: number) => told.filter((row) => row[column] !== 0).length <= 1;
  // Unions that have no group in common can be had one by one, and added. Anything else is taken for a giving away.
  if (!told.every(isUnion) || !secret.every((_, column) => isApart(column))) return true;
  return told.some((row) => {
    const size = secret.reduce((sum, group, column) => sum + (row[column] === 1 ? (own[group] ?? 0) : 0), 0);
    return size < fewest;
  });
}

/** The smallest group of a dimension that is still shown, else of any. */
function smallestShown(
  counts: readonly number[][],
  hidden: Hidden,
  dimension: number,
): { dimension: number; group: number } | null {
  const shown = counts.flatMap((groups, at) =>
    groups.flatMap((count, group) => (count > 0 && !hidden[at]?.[group] ? [{ dimension: at, group, count }] : [])),
  );
  const near = shown.filter((one) => one.dimension === dimension);
  return (near.length > 0 ? near : shown).sort((a, b) => a.count - b.count)[0] ?? null;
}

/**
 * What can be said of the hidden groups of one dimension by adding and subtracting totals and shown groups. It is a reduced
 * basis of those sums, a row each, with a column for each hidden group. It is worked out on who belongs together, not on
 * numbers: what can be said does not depend on them.
 */
function tellable(
  dimension: number,
  secret: readonly number[],
  people: readonly PeopleAlike[],
  hidden: Hidden,
): number[][] {
  // Rows: everybody, each shown group, each hidden group of the dimension. Which sums of the first give sums of the last?
  const rows = new Map<string, number>([['everybody', 0]]);
  const rowOf = (name: string) => {
    const row = rows.get(name) ?? rows.size;
    rows.set(name, row);
    return row;
  };
  const memberships = people.map(({ groups }) => {
    const shown = groups.flatMap((group, at) => (hidden[at]?.[group] ? [] : [rowOf(`${at}/${group}`)]));
    return [0, ...shown];
  });
  const first = rows.size;
  const inner = products(first + secret.length, () =>
    people.map(({ groups }, index) => {
      const column = secret.indexOf(groups[dimension] ?? -1);
      return column < 0 ? (memberships[index] ?? []) : [...(memberships[index] ?? []), first + column];
    }),
  );
  const sums = nullSpace(inner).map((vector) => vector.slice(first));
  return reduced(sums).filter((row) => row.some((entry) => entry !== 0));
}

/** For each two rows, how many kinds of people are in both: it has the same dependencies as the rows, and is small. */
function products(size: number, members: () => number[][]): number[][] {
  const inner = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (const rows of members()) {
    for (const one of rows) {
      const line = inner[one] as number[];
      for (const other of rows) line[other] = (line[other] ?? 0) + 1;
    }
  }
  return inner;
}

/** Arithmetic modulo a prime below 2^26 is exact: a product fits into a number. */
const prime = 67_108_859;

function inverse(value: number): number {
  let [a, b, x, y] = [value, prime, 1, 0];
  while (b !== 0) {
    const quotient = Math.floor(a / b);
    [a, b] = [b, a - quotient * b];
    [x, y] = [y, x - quotient * y];
  }
  return ((x % prime) + prime) % prime;
}

/** The reduced row echelon form, modulo the prime. */
function reduced(matrix: readonly (readonly number[])[]): number[][] {
  const rows = matrix.map((row) => [...row]);
  const width = rows[0]?.length ?? 0;
  let done = 0;
  for (let column = 0; column < width && done < rows.length; column += 1) {
    const at = rows.findIndex((row, index) => index >= done && row[column] !== 0);
    if (at < 0) continue;
    const pivot = rows[at] as number[];
    rows[at] = rows[done] as number[];
    rows[done] = pivot;
    const factor = inverse(pivot[column] ?? 0);
    for (let k = column; k < width; k += 1) pivot[k] = ((pivot[k] ?? 0) * factor) % prime;
    for (const row of rows) {
      const times = row[column] ?? 0;
      if (row === pivot || times === 0) continue;
      for (let k = column; k < width; k += 1) {
        row[k] = ((row[k] ?? 0) + (prime - times) * (pivot[k] ?? 0)) % prime;
      }
    }
    done += 1;
  }
  return rows;
}

/** A basis of all vectors that the matrix takes to zero. */
function nullSpace(matrix: number[][]): number[][] {
  const rows = reduced(matrix);
  const width = matrix[0]?.length ?? 0;
  const pivots = rows.flatMap((row) => {
    const column = row.findIndex((entry) => entry !== 0);
    return column < 0 ? [] : [column];
  });
  const isPivot = new Set(pivots);
  return Array.from({ length: width }, (_, column) => column)
    .filter((column) => !isPivot.has(column))
    .map((free) => {
      const vector = new Array<number>(width).fill(0);
      vector[free] = 1;
      pivots.forEach((column, row) => {
        const entry = rows[row]?.[free] ?? 0;
        vector[column] = entry === 0 ? 0 : prime - entry;
      });
      return vector;
    });
}
