import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fewest, type Hidden, hiddenGroups, type PeopleAlike } from '../../../domain/survey/suppression.ts';
import { propertyRuns } from '../../support/jest/property-runs.ts';
import { isInSpan } from '../../support/samples/span.ts';

const one = (counts: number[]): PeopleAlike[] => counts.map((count, group) => ({ groups: [group], count }));
const ofOne = (counts: number[]) => hiddenGroups([counts.length], one(counts))[0];

function sizeOf(people: readonly PeopleAlike[], dimension: number, group: number): number {
  return people.reduce((sum, { groups, count }) => sum + (groups[dimension] === group ? count : 0), 0);
}

/** Who is in a set of groups of one dimension, as a row with a column for each kind of people. */
function rowOf(people: readonly PeopleAlike[], dimension: number, among: readonly number[]): number[] {
  return people.map(({ groups }) => (among.includes(groups[dimension] ?? -1) ? 1 : 0));
}

/** Every hidden small group, and every small union of hidden groups, that can be had by adding and subtracting. */
function givenAway(sizes: readonly number[], people: readonly PeopleAlike[], hidden: Hidden): string[] {
  const everybody = people.map(() => 1);
  const groupsOf = (dimension: number, isHidden: boolean) =>
    Array.from({ length: sizes[dimension] ?? 0 }, (_, group) => group).filter(
      (group) => (hidden[dimension]?.[group] ?? false) === isHidden,
    );
  const shown = sizes.flatMap((_, at) => groupsOf(at, false).map((group) => rowOf(people, at, [group])));
  return sizes.flatMap((_, dimension) => {
    const secret = groupsOf(dimension, true).filter((group) => sizeOf(people, dimension, group) > 0);
    const unions = Array.from({ length: 2 ** secret.length - 1 }, (_, index) =>
      secret.filter((_, bit) => ((index + 1) >> bit) & 1),
    );
    return unions
      .filter((union) => union.reduce((sum, group) => sum + sizeOf(people, dimension, group), 0) < fewest)
      .filter((union) => isInSpan([everybody, ...shown], rowOf(people, dimension, union)))
      .map((union) => `${dimension}: ${union.join(' and ')}`);
  });
}

test('groups of five and more are all shown', () => {
  expect(ofOne([5, 6, 100])).toEqual([false, false, false]);
  const two = [0, 1].flatMap((a) => [0, 1].map((b) => ({ groups: [a, b], count: 5 })));
  expect(hiddenGroups([2, 2], two)).toEqual([
    [false, false],
    [false, false],
  ]);
});

test('one small group takes the next smallest with it, which a subtraction from the total would need', () => {
  expect(ofOne([3, 40, 9, 12])).toEqual([true, false, true, false]);
});

test('two small groups that are five together are enough, fewer than five are not', () => {
  expect(ofOne([2, 40, 4, 12])).toEqual([true, false, true, false]);
  expect(ofOne([2, 40, 1, 12])).toEqual([true, false, true, true]);
});

test('a group without anybody hides nothing', () => {
  expect(ofOne([0, 5, 6])).toEqual([false, false, false]);
  expect(ofOne([0, 4, 6, 9])).toEqual([false, true, true, false]);
});

test('a centre cannot be had from its city less the other centres', () => {
  // Centres 0 and 1 are in city 0, 2 and 3 in city 1; by centres alone, hiding centre 0 and centre 2 would do.
  const people = [
    { groups: [0, 0], count: 3 },
    { groups: [1, 0], count: 20 },
    { groups: [2, 1], count: 8 },
    { groups: [3, 1], count: 30 },
  ];
  const hidden = hiddenGroups([4, 2], people);
  expect(hidden[0]?.[0]).toBe(true);
  expect(givenAway([4, 2], people, hidden)).toEqual([]);
  const naive = [
    [true, false, true, false],
    [false, false],
  ];
  expect(givenAway([4, 2], people, naive)).toEqual(['0: 0']);
});

test('what is hidden already stays hidden', () => {
  expect(hiddenGroups([3], one([5, 6, 7]), [[true, false, false]])).toEqual([[true, false, false]]);
});

const tables = fc.array(fc.integer({ min: 2, max: 5 }), { minLength: 1, maxLength: 3 }).chain((sizes) => {
  const person = fc.record({
    groups: fc.tuple(...sizes.map((size) => fc.integer({ min: 0, max: size - 1 }))),
    count: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 30 })),
  });
  const key = ({ groups }: { groups: number[] }) => groups.join();
  return fc.uniqueArray(person, { selector: key, minLength: 1, maxLength: 14 }).map((people) => ({ sizes, people }));
});

test('no small group, and no small union of groups, can be got by adding and subtracting what is shown', () => {
  fc.assert(
    fc.property(tables, ({ sizes, people }) => {
      // Of fewer than five people nothing at all is shown, not even the total.
      fc.pre(people.reduce((sum, { count }) => sum + count, 0) >= fewest);
      const hidden = hiddenGroups(sizes, people);
      const small = sizes.flatMap((size, at) =>
        Array.from({ length: size }, (_, group) => ({ at, group, n: sizeOf(people, at, group) })).filter(
          ({ n }) => n > 0 && n < fewest,
        ),
      );
      expect(small.filter(({ at, group }) => !hidden[at]?.[group])).toEqual([]);
      expect(givenAway(sizes, people, hidden)).toEqual([]);
      // Nothing is hidden for nothing.
      if (small.length === 0) expect(hidden.flat()).not.toContain(true);
    }),
    propertyRuns('suppression'),
  );
});
