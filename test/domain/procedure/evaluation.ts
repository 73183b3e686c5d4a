import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluated } from '../../../domain/procedure/evaluation.ts';
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
