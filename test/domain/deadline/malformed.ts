import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { answer } from '../../../domain/deadline/answer.ts';
import { DeadlineRefused, openCalendar } from '../../../domain/deadline/calendar.ts';
import { propertyRuns } from '../../support/jest/property-runs.ts';
import { designCalendar, riyadh } from '../../support/samples/working-weeks.ts';

const start = riyadh('2026-03-11 10:00');
const sound = { calendar: designCalendar, start, due: { workingDays: 1 }, pauses: [], rungs: ['at'] };

function noNames(name: string): never {
  throw new DeadlineRefused('Malformed', `There is no calendar ${name}.`);
}

function refusalOf(asked: unknown): string {
  const answered = answer(asked, noNames);
  return 'refusal' in answered ? answered.refusal : 'answered';
}

test('the question that the others are spoiled from is answered', () => {
  expect(refusalOf(sound)).toBe('answered');
});

test.each<[string, unknown]>([
  ['nothing', null],
  ['a number', 5],
  ['a text', 'workingDays'],
  ['a list', []],
  ['an empty object', {}],
  ['an unknown key', { ...sound, deadline: 1 }],
  ['no calendar', { ...sound, calendar: undefined }],
  ['no start', { ...sound, start: undefined }],
  ['no due', { ...sound, due: undefined }],
  ['pauses that are null', { ...sound, pauses: null }],
  ['rungs that are an object', { ...sound, rungs: {} }],
])('a line with %s is malformed', (_case, asked) => {
  expect(refusalOf(asked)).toBe('Malformed');
});

test.each([
  '2026-03-11',
  '2026-03-11T10:00:00',
  '2026-03-11T10:00Z',
  '2026-02-30T10:00:00Z',
  '2026-13-01T10:00:00Z',
  '2026-03-11T24:00:00Z',
  '2026-03-11T10:60:00Z',
  '2026-03-11T10:00:00+25:00',
  '2026-03-11 10:00:00Z',
  ' 2026-03-11T10:00:00Z',
  '+002026-03-11T10:00:00Z',
  'now',
  1773212400000,
])('the start %j is malformed', (wrong) => {
  expect(refusalOf({ ...sound, start: wrong })).toBe('Malformed');
});

test.each([
  {},
  [],
  'P1D',
  { workingDays: 0 },
  { workingDays: -1 },
  { workingDays: 1.5 },
  { workingDays: '1' },
  { workingDays: null },
  { workingDays: 1, workingHours: 1 },
  { workingWeeks: 1 },
  { elapsed: 24 },
  ...['', 'P', 'PT', 'P1DT', 'PT0S', 'P0D', '-PT1H', '+PT1H', 'P1Y', 'P1M', 'P1Y2M', 'PT1.5H', 'P1.5D', '24H'].map(
    (elapsed) => ({ elapsed }),
  ),
  ...['PT1H1D', 'PT1S1H', 'pt1h', 'PT 1H', 'PT1H ', 'P1W1W'].map((elapsed) => ({ elapsed })),
])('the amount %j is malformed, as due and in a rung', (wrong) => {
  expect(refusalOf({ ...sound, due: wrong })).toBe('Malformed');
  expect(refusalOf({ ...sound, rungs: [{ before: wrong }] })).toBe('Malformed');
  expect(refusalOf({ ...sound, rungs: [{ after: wrong }] })).toBe('Malformed');
});

test.each([
  null,
  { from: start, to: start },
  { from: start, to: riyadh('2026-03-11 09:59') },
  { to: start },
  { from: start, to: null },
  { from: start, until: start },
  [start, start],
])('the pause %j is malformed', (wrong) => {
  expect(refusalOf({ ...sound, pauses: [wrong] })).toBe('Malformed');
});

test.each([null, 'before', {}, { before: { workingDays: 1 }, after: { workingDays: 1 } }, { at: true }, ['at']])(
  'the rung %j is malformed',
  (wrong) => {
    expect(refusalOf({ ...sound, rungs: [wrong] })).toBe('Malformed');
  },
);

test.each<[string, object]>([
  ['an unknown zone', { zone: 'Asia/Atlantis' }],
  ['an offset for a zone', { zone: '+03:00' }],
  ['a timestamp for a zone', { zone: '2020-01-01T00:00[Asia/Riyadh]' }],
  ['no zone', { zone: undefined }],
  ['no week', { week: undefined }],
  ['no overlays', { overlays: undefined }],
  ['no last known day', { knownUntil: undefined }],
  ['a last known day that does not exist', { knownUntil: '2026-02-30' }],
  ['an unknown key', { version: 1 }],
  ['an unknown weekday', { week: { sunday: [] } }],
  ['a weekday that is null', { week: { sun: null } }],
])('a calendar with %s is malformed', (_case, change) => {
  expect(refusalOf({ ...sound, calendar: { ...designCalendar, ...change } })).toBe('Malformed');
});

test.each<[string, unknown]>([
  ['close before they open', [['16:00', '08:00']]],
  ['close as they open', [['08:00', '08:00']]],
  ['overlap', [['08:00', '12:00'], ['11:59', '16:00']]], // biome-ignore format: one row a case
  ['are out of order', [['12:00', '16:00'], ['08:00', '12:00']]], // biome-ignore format: one row a case
  ['begin at 24:00', [['24:00', '24:00']]],
  ['end after midnight', [['20:00', '26:00']]],
  ['have no leading zero', [['8:00', '16:00']]],
  ['have seconds', [['08:00:00', '16:00:00']]],
  ['have three times', [['08:00', '12:00', '16:00']]],
  ['are not in a list', ['08:00', '16:00']],
  ['are numbers', [[8, 16]]],
])('opening hours that %s are malformed, by weekday and in overlays', (_case, hours) => {
  const overlay = { from: '2026-03-19', to: '2026-03-19', name: 'Special' };
  for (const change of [
    { week: { sun: hours } },
    { overlays: [{ ...overlay, hours }] },
    { overlays: [{ ...overlay, week: { sun: hours } }] },
  ]) {
    expect(refusalOf({ ...sound, calendar: { ...designCalendar, ...change } })).toBe('Malformed');
  }
});

test.each<[string, object]>([
  ['ends before it begins', { to: '2026-03-18' }],
  ['has neither hours nor week', { hours: undefined }],
  ['has both hours and week', { week: {} }],
  ['has no name', { name: undefined }],
  ['has no end', { to: undefined }],
  ['has a date that does not exist', { from: '2026-02-29' }],
  ['has an unknown key', { status: 'expected' }],
])('an overlay that %s is malformed', (_case, change) => {
  const overlay = { from: '2026-03-19', to: '2026-03-22', hours: [], name: 'Eid al-Fitr', ...change };
  expect(refusalOf({ ...sound, calendar: { ...designCalendar, overlays: [overlay] } })).toBe('Malformed');
});

test('a malformed calendar is said to be so where it is opened, in a sentence', () => {
  expect(() => openCalendar({ ...designCalendar, zone: 'Asia/Atlantis' })).toThrow(
    'Malformed: The zone "Asia/Atlantis" is not in the time zone database.',
  );
});

test('no JSON value makes the answer throw', () => {
  const spoiled = fc.record(
    {
      calendar: fc.oneof(fc.constant(designCalendar), fc.jsonValue()),
      start: fc.oneof(fc.constant(start), fc.jsonValue()),
      due: fc.oneof(fc.dictionary(fc.constantFrom('workingDays', 'elapsed', 'months'), fc.jsonValue()), fc.jsonValue()),
      pauses: fc.oneof(fc.array(fc.dictionary(fc.constantFrom('from', 'to'), fc.jsonValue())), fc.jsonValue()),
      rungs: fc.oneof(fc.array(fc.dictionary(fc.constantFrom('before', 'after'), fc.jsonValue())), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), spoiled), (asked) => {
      expect(typeof JSON.stringify(answer(asked, noNames))).toBe('string');
    }),
    propertyRuns('deadline of anything'),
  );
});
