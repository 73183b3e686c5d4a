import { expect, test } from '@jest/globals';
import { earlierAlike, repeatedAtPlaces } from '../../application/reports/made/earlier-alike.ts';
import { ownPack } from '../support/samples/policies-on-disk.ts';

const pack = ownPack('courier');
const { withinDays, atLeast } = pack.kinds.complaint.duplicates;
const march = Date.parse('2026-03-01T07:00:00Z');
const compared = (number: string, daysBefore: number, words: string[], category = 'claim') => ({
  ...{ number, category, persons: ['token'], words },
  at: new Date(march - daysBefore * 86_400_000).toISOString(),
});
const words = Array.from({ length: 10 }, (_, n) => `word-${n}`);
const own = compared('CR-C-2', 0, words);
/** Shares so many of the ten words, of twenty less the shared ones in all. */
const sharing = (many: number) => [
  ...words.slice(0, many),
  ...Array.from({ length: 10 - many }, (_, n) => `other-${n}`),
];
const likeness = (many: number) => (100 * many) / (20 - many);

test('N-14, C-13: an earlier complaint of the customer is repeated; one whose words are alike is resembled', () => {
  const enough = words.findIndex((_, many) => likeness(many) >= atLeast);
  expect(enough).toBeGreaterThan(0);
  const found = (...earlier: (typeof own)[]) => earlierAlike({ own, earlier }, pack);
  expect(found(compared('CR-C-1', 1, sharing(enough)))).toEqual({ repeats: 'CR-C-1', resembles: 'CR-C-1' });
  expect(found(compared('CR-C-1', 1, sharing(enough - 1)))).toEqual({ repeats: 'CR-C-1', resembles: null });
  expect(found(compared('CR-C-1', 1, words, 'service-failure'))).toEqual({ repeats: null, resembles: null });
  const old = found(compared('CR-C-1', Math.max(91, withinDays + 1), words));
  expect(old).toEqual({ repeats: null, resembles: null });
  expect(earlierAlike(undefined, pack)).toEqual({ repeats: null, resembles: null });
});

test('N-14: at one place, one of the same kind within ninety days is repeated; the latest before it counts', () => {
  const placed = (number: string, daysBefore: number, place: string, category?: string) => ({
    ...compared(number, daysBefore, [], category),
    place,
  });
  const found = repeatedAtPlaces([
    placed('SB-C-1', 91, 'north'),
    placed('SB-C-2', 90, 'south'),
    placed('SB-C-3', 0, 'north'),
    placed('SB-C-4', 0, 'south'),
    placed('SB-C-5', 0, 'south', 'enquiry'),
    placed('SB-C-6', 0, 'south'),
  ]);
  expect([...found]).toEqual([
    ['SB-C-4', 'SB-C-2'],
    ['SB-C-6', 'SB-C-4'],
  ]);
});
