/** What falls due of a policy's procedures, as a look finds it. */
import { describe, expect, test } from '@jest/globals';
import { fallenDue, periodsSince, previousOf } from '../../application/procedures/fallen-due.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { openCalendar } from '../../domain/deadline/deadline.ts';
import type { Procedure } from '../../packs/kinds/procedure/schema.ts';
import type { Pack } from '../../packs/schema.ts';
import { calendarVersion } from '../support/samples/sample-calendar.ts';

type ByCalendar = NonNullable<Procedure['trigger']['calendar']>;
type Version = Pick<Pack, 'version' | 'kinds' | 'inForce'>;

const weekly: ByCalendar = { every: 'week', on: { workingDay: 1 }, about: 'previous' };

/** A version of a policy with one procedure, or without any. */
function versionWith(version: number, calendar: ByCalendar | null, inForce?: Pack['inForce']): Version {
  const kinds = { procedure: calendar ? { look: { trigger: { calendar } } } : {} };
  return { version, kinds, ...(inForce ? { inForce } : {}) } as unknown as Version;
}

describe('how far a look has looked', () => {
  const pack = versionWith(1, weekly);
  const known = { lastEnds: {}, since: { look: Date.parse('2026-01-01T00:00:00Z') } };
  const look = (knownUntil: string, after: string, upTo: string) => {
    const calendar = openCalendar(calendarVersion(1, { knownUntil }).calendar);
    const { due, lookedUpTo } = fallenDue(pack, calendar, { after, upTo }, known);
    return { weeks: due.map(({ fellDueAt }) => fellDueAt.slice(0, 10)), lookedUpTo };
  };

  test('not beyond the end of the calendar: weeks are found once another one reaches them, however late', () => {
    const short = look('2026-04-30', '2026-04-27T06:00:00Z', '2026-06-08T06:00:00Z');
    expect(short).toEqual({ weeks: ['2026-04-19', '2026-04-26'], lookedUpTo: '2026-04-30T21:00:00Z' });
    expect(look('2026-12-31', short.lookedUpTo, '2026-06-08T06:00:00Z')).toEqual({
      weeks: [
        '2026-04-19',
        '2026-04-26',
        '2026-05-03',
        '2026-05-10',
        '2026-05-17',
        '2026-05-24',
        '2026-05-31',
        '2026-06-07',
      ],
      lookedUpTo: '2026-06-08T06:00:00Z',
    });
  });

  test('never back behind the last look', () => {
    const { lookedUpTo } = look('2026-04-30', '2026-05-20T06:00:00Z', '2026-06-08T06:00:00Z');
    expect(lookedUpTo).toBe('2026-05-20T06:00:00Z');
  });
});

describe('since when a procedure has its periods', () => {
  const now = Date.parse('2026-07-01T00:00:00Z');
  const at = (month: number) => `2026-0${month}-01T00:00:00Z`;
  const since = (versions: Version[], published: [number, string][] = []) => {
    const { look } = periodsSince(versions, new Map(published), now);
    return look !== undefined && Number.isFinite(look) ? new Date(look).toISOString().replace('.000', '') : look;
  };
  const monthly: ByCalendar = { every: 'month', on: { workingDay: 1 }, about: 'this' };

  test('since the version that brought it, through those that only name another day', () => {
    const lastDay: ByCalendar = { ...monthly, on: { workingDay: -1 } };
    const versions = [
      versionWith(1, null, { from: at(1) }),
      versionWith(2, monthly, { from: at(2) }),
      versionWith(3, lastDay, { from: at(3) }),
    ];
    expect(since(versions)).toBe(at(2));
  });

  test.each<[string, ByCalendar]>([
    ['other periods', weekly],
    ['the period before', { ...monthly, about: 'previous' }],
  ])('a version with %s begins anew', (_, before) => {
    const versions = [versionWith(1, before, { from: at(1) }), versionWith(2, monthly, { from: at(4) })];
    expect(since(versions)).toBe(at(4));
  });

  test('a memo without it is a gap', () => {
    const memo = versionWith(2, null, { from: at(4), until: at(5) });
    expect(since([versionWith(1, monthly, { from: at(1) }), memo])).toBe(at(5));
  });

  test('a version that has not begun does not count', () => {
    const versions = [versionWith(1, monthly, { from: at(1) }), versionWith(2, weekly, { from: at(9) })];
    expect(since(versions)).toBe(at(1));
  });

  test('a version that is in force since ever is so since it was published, if anybody knows when that was', () => {
    const versions = [versionWith(1, null), versionWith(2, monthly)];
    const published: [number, string][] = [
      [1, at(1)],
      [2, at(3)],
    ];
    expect(since(versions, published)).toBe(at(3));
    expect(since([versionWith(1, monthly)])).toBe(Number.NEGATIVE_INFINITY);
  });
});

test('what is made up for does not name a later occurrence as the one before it', () => {
  const newest = (fellDueAt: string | null) => {
    const view = { kind: 'procedure', number: 'T-1', openedAt: '2026-06-10T06:00:00Z', detail: { fellDueAt } };
    return view as unknown as CaseView;
  };
  const previous = (fellDueAt: string, before: CaseView | undefined) => previousOf({ fellDueAt }, before);
  expect(previous('2026-06-14T05:00:00Z', newest('2026-06-07T05:00:00Z'))).toBe('T-1');
  expect(previous('2026-05-31T05:00:00Z', newest('2026-06-07T05:00:00Z'))).toBeNull();
  expect(previous('2026-06-07T05:00:00Z', newest(null))).toBeNull();
  expect(previous('2026-06-14T05:00:00Z', newest(null))).toBe('T-1');
  expect(previous('2026-06-14T05:00:00Z', undefined)).toBeNull();
});
