import { expect, test } from '@jest/globals';
import { type DueRule, neverBegun, occurrencesBetween } from '../../../domain/procedure/due.ts';
import { ownPack } from '../../support/samples/policies-on-disk.ts';
import { riyadhOpened } from '../../support/samples/sample-calendar.ts';

const fromMay = { after: '2026-05-31T21:00:00Z', upTo: '2026-07-05T21:00:00Z' };

test.each<[organisation: string, id: string, periods: string[]]>([
  ['neighbourhood-centres', 'monthly-performance', ['2026-05 on 2026-06-01', '2026-06 on 2026-07-01']],
  ['neighbourhood-centres', 'repeated-complaints', ['2026-05 on 2026-06-01', '2026-06 on 2026-07-01']],
  ['neighbourhood-centres', 'register-at-the-secretary', ['2026-05 on 2026-06-01', '2026-06 on 2026-07-01']],
  [
    ...(['neighbourhood-centres', 'register-review'] as const),
    [7, 14, 21, 28]
      .map(
        (day) =>
          `${day === 7 ? '2026-05-31' : `2026-06-${String(day - 7).padStart(2, '0')}`} on 2026-06-${String(day).padStart(2, '0')}`,
      )
      .concat('2026-06-28 on 2026-07-05'),
  ],
  ['neighbourhood-centres', 'programme-portfolio', ['2026-H2 on 2026-07-01']],
  ['neighbourhood-centres', 'frequent-questions', ['2026-Q2 on 2026-07-01']],
  ['neighbourhood-centres', 'campaign-plan', []],
  ['neighbourhood-centres', 'complaint-training', []],
  ['beneficiary-society', 'service-quality', ['2026-Q2 on 2026-07-01']],
])('%s: %s falls due in June and July as the policy says', (organisation, id, periods) => {
  const rule = ownPack(organisation).kinds.procedure?.[id]?.trigger.calendar as DueRule;
  const found = occurrencesBetween(rule, riyadhOpened, fromMay, neverBegun);
  expect(found.map(({ period, fellDueAt }) => `${period} on ${fellDueAt.slice(0, 10)}`)).toEqual(periods);
});

test('the manual is reviewed again twelve months after its review has ended, whenever that was (N-03)', () => {
  const rule = ownPack('neighbourhood-centres').kinds.procedure?.['manual-review']?.trigger.calendar as DueRule;
  const within = { after: '2027-03-01T00:00:00Z', upTo: '2027-12-01T00:00:00Z' };
  // The 14th of June 2027 is a Monday.
  const [again] = occurrencesBetween(rule, riyadhOpened, within, {
    finishedAt: '2026-06-14T09:00:00Z',
    failedAt: null,
  });
  expect(again).toEqual({ period: '2027-06-14', fellDueAt: '2027-06-14T05:00:00Z' });
  expect(occurrencesBetween(rule, riyadhOpened, within, 'open')).toEqual([]);
});
