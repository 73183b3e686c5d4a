import { describe, expect, test } from '@jest/globals';
import type { CalendarSnapshot } from '../../../domain/case/case.ts';
import { openCalendar } from '../../../domain/deadline/deadline.ts';
import {
  type DueRule,
  firstDateOf,
  type LastEnd,
  neverBegun,
  nextOccurrence,
  occurrencesBetween,
  searchedAfter,
} from '../../../domain/procedure/due.ts';
import { calendarVersion, riyadhOpened, withHoliday } from '../../support/samples/sample-calendar.ts';

const calendar = riyadhOpened;
const within = (rule: DueRule, after: string, upTo: string, lastEnd: LastEnd = neverBegun) =>
  occurrencesBetween(rule, calendar, { after, upTo }, lastEnd).map(({ period, fellDueAt }) => [period, fellDueAt]);

const finished = (finishedAt: string): LastEnd => ({ finishedAt, failedAt: null });

test('on the last working day of the month, as the organisation opens (N-17)', () => {
  const rule: DueRule = { every: 'month', on: { workingDay: -1 }, about: 'this' };
  // 30 April and 31 May 2026 are a Thursday and a Sunday; the days before a weekend count.
  expect(within(rule, '2026-04-01T00:00:00Z', '2026-06-01T00:00:00Z')).toEqual([
    ['2026-04', expect.stringMatching(/^2026-04-30T/)],
    ['2026-05', expect.stringMatching(/^2026-05-31T/)],
  ]);
});

test('a weekly report is about the week before (C-11)', () => {
  const rule: DueRule = { every: 'week', on: { workingDay: 1 }, about: 'previous' };
  expect(within(rule, '2026-06-06T00:00:00Z', '2026-06-08T00:00:00Z')).toEqual([
    ['2026-05-31', expect.stringMatching(/^2026-06-07T/)],
  ]);
});

test('quarters, half-years and years have their names', () => {
  const on = { workingDay: 1 };
  const names = (every: 'quarter' | 'half-year' | 'year') =>
    within({ every, on, about: 'this' }, '2026-01-01T00:00:00Z', '2026-12-31T00:00:00Z').map(([period]) => period);
  expect(names('quarter')).toEqual(['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4']);
  expect(names('half-year')).toEqual(['2026-H1', '2026-H2']);
  expect(names('year')).toEqual(['2026']);
});

test('what comes twelve months after the end of the last one comes once, however late anybody looks (N-03)', () => {
  const rule: DueRule = { monthsAfterEnd: 12, first: '2026-02-01' };
  const year: [string, string] = ['2026-06-01T00:00:00Z', '2027-06-30T00:00:00Z'];
  expect(within(rule, ...year)).toEqual([['2026-02-01', expect.stringMatching(/^2026-02-01T/)]]);
  expect(within(rule, ...year, 'open')).toEqual([]);
  expect(within(rule, ...year, finished('2026-03-10T08:00:00Z'))).toEqual([
    ['2027-03-10', expect.stringMatching(/^2027-03-10T/)],
  ]);
  expect(within(rule, ...year, finished('2026-08-10T08:00:00Z'))).toEqual([]);
});

test('one that was withdrawn or rejected does not count as done: it is owed again from the next day on (N-03)', () => {
  const rule: DueRule = { monthsAfterEnd: 12, first: '2026-02-01' };
  const of = (lastEnd: LastEnd) =>
    within(rule, '2026-01-01T00:00:00Z', '2027-12-01T00:00:00Z', lastEnd).map(([period]) => period);
  // Nobody has ever finished one, and the first one was withdrawn.
  expect(of({ finishedAt: null, failedAt: '2026-02-10T08:00:00Z' })).toEqual(['2026-02-11']);
  // One that somebody had asked for before its time.
  expect(of({ finishedAt: '2026-03-10T08:00:00Z', failedAt: '2026-06-10T08:00:00Z' })).toEqual(['2027-03-10']);
  // The one that had fallen due, on its very day.
  expect(of({ finishedAt: '2026-03-10T08:00:00Z', failedAt: '2027-03-10T08:00:00Z' })).toEqual(['2027-03-11']);
});

test('the next one is seen ahead', () => {
  const rule: DueRule = { every: 'year', on: { workingDay: 1 }, about: 'this' };
  expect(nextOccurrence(rule, calendar, '2026-02-01T00:00:00Z', neverBegun)?.period).toBe('2027');
});

test('a period has its first date', () => {
  const named = ['2026-11', '2026-Q3', '2026-H2', '2026', '2026-11-29'].map(firstDateOf);
  expect(named).toEqual(['2026-11-01', '2026-07-01', '2026-07-01', '2026-01-01', '2026-11-29']);
});

describe('the calendar changes between two looks', () => {
  const lastWorkingDay: DueRule = { every: 'month', on: { workingDay: -1 }, about: 'this' };
  const january = Date.parse('2026-01-01T00:00:00Z');
  /** What a look finds by the calendar as it is by then. */
  const found = (rule: DueRule, changed: CalendarSnapshot, looks: [last: string, now: string], since = january) => {
    const opened = openCalendar(changed.calendar);
    const [lastLook, upTo] = looks;
    const after = searchedAfter(rule, opened, lastLook, since);
    return occurrencesBetween(rule, opened, { after, upTo }, neverBegun).map(({ period, fellDueAt }) => [
      period,
      fellDueAt,
    ]);
  };

  test('a holiday that is announced late moves the last working day back behind the last look: the month is not lost', () => {
    // By the calendar of the first look April falls due on the 30th, a Thursday.
    const [first, second] = ['2026-04-29T12:00:00Z', '2026-05-03T06:00:00Z'];
    const months = (calendarThen: CalendarSnapshot, ...looks: [string, string]) =>
      found(lastWorkingDay, calendarThen, looks).map(([period]) => period);
    expect(months(calendarVersion(1), '2026-04-01T00:00:00Z', first)).not.toContain('2026-04');
    const changed = withHoliday(2, '2026-04-30', '2026-04-30');
    expect(found(lastWorkingDay, changed, [first, second])).toContainEqual(['2026-04', '2026-04-29T05:00:00Z']);
  });

  test('a calendar that reaches the day only after it has passed: the week is not lost', () => {
    const weekly: DueRule = { every: 'week', on: { workingDay: 1 }, about: 'previous' };
    const looks: [string, string] = ['2026-06-08T00:00:00Z', '2026-06-09T00:00:00Z'];
    const short = calendarVersion(1, { knownUntil: '2026-06-05' });
    expect(found(weekly, short, looks).map(([, fellDueAt]) => fellDueAt)).toEqual(['2026-05-31T05:00:00Z']);
    expect(found(weekly, calendarVersion(2), looks)).toContainEqual(['2026-05-31', '2026-06-07T05:00:00Z']);
  });

  test('nothing is owed from before the rule was in force; what fell due since the last look is', () => {
    const looks: [string, string] = ['2026-05-03T06:00:00Z', '2026-05-31T06:00:00Z'];
    const at = (since: string) => found(lastWorkingDay, calendarVersion(1), looks, Date.parse(since)).map(([of]) => of);
    expect(at('2026-04-30T05:00:00Z')).toEqual(['2026-04', '2026-05']);
    expect(at('2026-04-30T05:00:01Z')).toEqual(['2026-05']);
    expect(at('2026-05-31T05:30:00Z')).toEqual(['2026-05']);
  });

  test('no more than one period is looked back', () => {
    const looks: [string, string] = ['2026-05-31T06:00:00Z', '2026-05-31T07:00:00Z'];
    expect(found(lastWorkingDay, calendarVersion(1), looks).map(([period]) => period)).toEqual(['2026-04', '2026-05']);
  });
});
