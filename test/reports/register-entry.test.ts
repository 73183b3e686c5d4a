import { expect, test } from '@jest/globals';
import type { CaseView, ClockView } from '../../domain/case/view.ts';
import { openCalendar } from '../../domain/deadline/calendar.ts';
import { registerEntry } from '../../reports/register/entry.ts';
import { ownPack } from '../support/samples/policies-on-disk.ts';
import { riyadh } from '../support/samples/sample-calendar.ts';

const calendar = openCalendar(riyadh.calendar);
const pack = ownPack('neighbourhood-centres');
const clock = (change: Partial<ClockView> = {}) =>
  ({ id: 'own', stop: { on: ['answered'] }, breachedAt: null, ...change }) as ClockView;
const view = (change: Partial<CaseView> = {}) =>
  ({
    ...{ number: 'NC-C-00000-000001', category: 'complaint', status: 'open', round: 1, owner: null },
    ...{ openedAt: '2026-03-11T21:30:00Z', clocks: [clock()], detail: { channel: 'phone' }, ...change },
  }) as CaseView;
const said = (command: string, text: string) => ({ content: { command, text } });
const lineOf = (own: CaseView, change: { survivor?: CaseView; proposals?: ReturnType<typeof said>[] } = {}) =>
  registerEntry(
    { view: own, department: 'customer-relations', survivor: own, proposals: [], toldAt: null, ...change },
    pack,
    calendar,
  );

test('N-13: the proposed solution is the last answer; if there is none, the last interim answer', () => {
  const interims = [said('interim', 'one'), said('interim', 'two')];
  expect(lineOf(view()).proposedSolution).toBeNull();
  expect(lineOf(view(), { proposals: interims }).proposedSolution).toBe('two');
  expect(lineOf(view(), { proposals: [said('answer', 'three'), ...interims] }).proposedSolution).toBe('three');
});

test('N-13: dates are local, and of a letter the day on which it came', () => {
  expect(lineOf(view()).receivedAt).toBe('2026-03-12T00:30:00+03:00[Asia/Riyadh]');
  const letter = view({ detail: { channel: 'letter', receivedAt: '2026-03-09T08:00:00Z' } });
  expect(lineOf(letter).receivedAt).toBe('2026-03-09T11:00:00+03:00[Asia/Riyadh]');
});

test('N-13: an answer is awaited, in time or late by the clocks that it ends; without one it has no deadline', () => {
  const answered = { channel: 'phone', answeredAt: '2026-03-12T08:00:00Z' };
  const late = [clock({ breachedAt: '2026-03-13T08:00:00Z' })];
  expect(lineOf(view()).answer).toBe('awaited');
  expect(lineOf(view({ detail: answered })).answer).toBe('in-time');
  expect(lineOf(view({ detail: answered, clocks: late }))).toMatchObject({ answer: 'late', breached: true });
  expect(lineOf(view({ clocks: [clock({ stop: { on: ['closed'] } } as Partial<ClockView>)] })).answer).toBe(
    'no-deadline',
  );
});

test('a merged complaint’s promises are those that the other one took over, and its answer is that one’s', () => {
  const own = view({ status: 'merged', clocks: [] });
  const taken = clock({ from: own.number, breachedAt: '2026-03-13T08:00:00Z' });
  const survivor = view({ number: 'NC-C-00000-000002', clocks: [clock(), taken] });
  expect(lineOf(own, { survivor })).toMatchObject({ answer: 'late', breached: true });
  const kept = view({
    number: 'NC-C-00000-000002',
    clocks: [clock({ from: own.number }), clock({ breachedAt: '2026-03-13T08:00:00Z' })],
  });
  expect(lineOf(own, { survivor: kept })).toMatchObject({ answer: 'awaited', breached: false });
});
