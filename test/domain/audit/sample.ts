import { describe, expect, test } from '@jest/globals';
import { drawn, riskOf, sampleOf } from '../../../domain/audit/sample.ts';
import type { CaseView } from '../../../domain/case/view.ts';

const numbers = Array.from({ length: 400 }, (_, n) => `DF-C-${String(n).padStart(5, '0')}`);

describe('a sample', () => {
  test('is the same from the same seed, in whatever order the cases come', () => {
    const draw = (of: string[]) =>
      sampleOf(
        of.map((number) => ({ number, draw: drawn('seed', number) })),
        10,
      );
    expect(draw([...numbers].reverse())).toEqual(draw(numbers));
  });

  test('draws each case about as often as its weight says', () => {
    const [heavy, light] = [4, 1];
    let first = 0;
    for (let seed = 0; seed < 2000; seed += 1) {
      if (drawn(String(seed), 'a', heavy) > drawn(String(seed), 'b', light)) first += 1;
    }
    // Of two with weights 4 and 1 the first one comes first in four of five draws; 4 standard deviations are 72 of 2,000.
    expect(Math.abs(first - 1600)).toBeLessThan(72);
  });

  test('has the cases that were drawn first, and all of them if there are fewer', () => {
    const items = numbers.map((number) => ({ number, draw: drawn('x', number) }));
    const two = sampleOf(items, 2);
    expect(Math.max(...items.map(({ draw }) => draw))).toBe(two[0]?.draw);
    expect(sampleOf(items, 1000)).toHaveLength(400);
  });
});

test('risk counts what had happened before an instant, and nothing later', () => {
  const moves = [
    { at: '2026-01-02T00:00:00Z', why: 'extension' },
    { at: '2026-01-03T00:00:00Z', why: 'calendar' },
    { at: '2026-03-01T00:00:00Z', why: 'policy' },
  ];
  const clocks = [
    { breachedAt: '2026-01-05T00:00:00Z', moves },
    { breachedAt: null, moves: [] },
  ];
  const view = { clocks } as unknown as CaseView;
  expect(riskOf(view, '2026-02-01T00:00:00Z')).toEqual({ breaches: 1, extensions: 1, moves: 0, weight: 7 });
  expect(riskOf(view, '2026-04-01T00:00:00Z')).toEqual({ breaches: 1, extensions: 1, moves: 1, weight: 9 });
  expect(riskOf(view, '2026-01-01T00:00:00Z')).toEqual({ breaches: 0, extensions: 0, moves: 0, weight: 1 });
});
