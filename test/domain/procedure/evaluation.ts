import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type EvaluatedSubject, evaluated, faultIn, type NoFigure } from '../../../domain/procedure/evaluation.ts';
import type { Criterion } from '../../../domain/procedure/policy.ts';
import { propertyRuns } from '../../support/jest/property-runs.ts';

const criterion = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  target: fc.integer({ min: 1, max: 1000 }),
  weight: fc.integer({ min: 1, max: 9 }),
  lowerIsBetter: fc.boolean(),
});
const criteria = fc.uniqueArray(criterion, { minLength: 1, selector: ({ id }) => id });

test('a result lies between nothing and the whole, and is the whole if and only if no target is missed', () => {
  fc.assert(
    fc.property(
      criteria,
      fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 3, maxLength: 3 }),
      (all, values) => {
        const given = Object.fromEntries(all.map(({ id }, place) => [id, values[place] ?? 0]));
        const [result] = evaluated(all, [{ subjects: [{ id: 'x', values: given }] }]);
        expect(result?.attained).toBeGreaterThanOrEqual(0);
        expect(result?.attained).toBeLessThanOrEqual(100);
        if (result?.missed.length === 0) expect(result.attained).toBe(100);
      },
    ),
    propertyRuns('evaluations'),
  );
});

const quality = { target: 80, weight: 1, lowerIsBetter: false };
const [solved, rated] = ['solved', 'rated'].map((id) => ({
  ...quality,
  id,
  figure: { step: 'figures', measure: id },
})) as [Criterion, Criterion];
const phone = (values: Record<string, number>, without: Record<string, NoFigure>) => ({ id: 'phone', values, without });

test('a criterion whose figure is empty or hidden is said, and does not count: the others carry its weight (F-12)', () => {
  const of = (subject: EvaluatedSubject) => evaluated([solved, { ...rated, weight: 9 }], [{ subjects: [subject] }]);
  expect(of(phone({ solved: 40 }, { rated: 'hidden' }))).toEqual([
    { id: 'phone', attained: 50, missed: ['solved'], without: { rated: 'hidden' } },
  ]);
  expect(of(phone({ solved: 80 }, { rated: 'nothing' }))).toMatchObject([{ attained: 100, missed: [] }]);
  const none = { solved: 'nothing', rated: 'hidden' } as const;
  expect(of(phone({}, none))).toEqual([{ id: 'phone', attained: null, missed: [], without: none }]);
});

test('a value may be wanting only if the figure that it is says why', () => {
  const typed: Criterion = { ...quality, id: 'typed' };
  expect(faultIn([solved], [phone({}, { solved: 'hidden' })])).toBeNull();
  expect(faultIn([solved], [phone({}, {})])).toContain('lacks a value for solved');
  expect(faultIn([typed], [phone({}, { typed: 'hidden' })])).toContain('lacks a value for typed');
});
