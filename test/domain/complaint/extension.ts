import { describe, expect, test } from '@jest/globals';
import { openCalendar } from '../../../domain/deadline/calendar.ts';
import { deadlineProof } from '../../../domain/deadline/deadline.ts';
import { sumOfAmounts } from '../../../domain/deadline/sum-of-amounts.ts';
import { riyadh } from '../../support/samples/sample-calendar.ts';
import { agent, fromReceipt, manager, supervisor, triage } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

/** Seven working days, and three more if somebody else agrees. */
const extendable = { ...fromReceipt, extension: { workingDays: 3 } };
const story = () => new Story({ policy: { clocks: [extendable, triage] } }).act('accept', wednesday, { by: agent });
const due = '2026-03-24T13:00:00Z';
const extendedDue = '2026-03-29T13:00:00Z';
const early = '2026-03-17T06:00:00Z';

describe('an extension', () => {
  test('moves the due instant on by what the policy says, and both stay visible', () => {
    const clock = story().act('extend', early).clock();
    expect(clock).toMatchObject({ dueAt: extendedDue, state: 'running', extension: { workingDays: 3 } });
    expect(clock.moves).toMatchObject([{ from: due, to: extendedDue, why: 'extension', at: early }]);
  });

  test('is part of the proof: the working counts to the later day', () => {
    const { startedAt } = story().clock();
    const proof = deadlineProof(openCalendar(riyadh.calendar), {
      start: startedAt ?? '',
      due: sumOfAmounts(extendable.due, extendable.extension),
    });
    expect(proof).toMatchObject({ dueAt: extendedDue });
  });

  test('recomputes the ladder; a rung that has fired stays fired', () => {
    const told = story().reach('2026-03-23T13:00:00Z').act('extend', '2026-03-24T06:00:00Z').clock();
    expect(told.rungs[0]).toMatchObject({ dueAt: '2026-03-23T13:00:00Z', firedAt: expect.any(String) });
    expect(told.rungs.slice(1).map(({ dueAt }) => dueAt)).toEqual([extendedDue, '2026-03-30T13:00:00Z']);
  });

  test('postpones the breach, and no further', () => {
    const late = story().act('extend', early).reach(due);
    expect(late.clock().breachedAt).toBeNull();
    expect(late.reach(extendedDue).clock().breachedAt).toBe(extendedDue);
  });

  test('stays when the calendar changes and when the clock is paused', () => {
    const paused = story().act('extend', early).act('pause', early).act('resume', '2026-03-18T06:00:00Z');
    expect(paused.clock().dueAt).toBe('2026-03-30T13:00:00Z');
  });

  test('is given once', () => {
    expect(story().act('extend', early).refusal('extend', early)).toMatchObject({ refusal: 'NotAllowedNow' });
  });

  test('is given at the due instant, and not after the breach', () => {
    expect(story().act('extend', due).clock().dueAt).toBe(extendedDue);
    expect(story().reach(due).refusal('extend', '2026-03-25T06:00:00Z')).toMatchObject({ refusal: 'NotAllowedNow' });
  });

  test('is given by a manager who does not own the complaint', () => {
    expect(story().refusal('extend', early, { by: supervisor })).toMatchObject({ refusal: 'Forbidden' });
    const own = story().act('assign', early, { by: manager, body: { to: manager.id } });
    expect(own.refusal('extend', early, { by: manager })).toMatchObject({ refusal: 'SamePerson' });
    expect(own.attempt('extend', early, { by: { ...manager, id: 'manager-2' } })).not.toHaveProperty('refusal');
  });

  test('is not given while nobody owns the complaint: there would be one person alone', () => {
    const unowned = new Story({ policy: { clocks: [extendable, triage] } }).act('accept', early, { by: manager });
    expect(unowned.refusal('extend', early)).toMatchObject({
      refusal: 'NotAllowedNow',
      detail: expect.stringContaining('nobody owns it'),
    });
    expect(unowned.act('assign', early).act('extend', early).clock().dueAt).toBe(extendedDue);
    const earlier = new Story({ policy: { clocks: [extendable, triage], reading: undefined as never } });
    expect(earlier.act('accept', early, { by: manager }).attempt('extend', early)).not.toHaveProperty('refusal');
  });

  test('is not given to a clock for which the policy says none', () => {
    expect(story().refusal('extend', early, { body: { clock: 'triage' } }).detail).toContain('these can: answer');
    const without = new Story().act('accept', wednesday, { by: agent });
    expect(without.refusal('extend', early)).toMatchObject({ refusal: 'NotAllowedNow' });
  });

  test('is refused where the calendar does not reach so far, and changes nothing', () => {
    const far = { ...extendable, extension: { workingDays: 5000 } };
    const short = new Story({ policy: { clocks: [far] } }).act('accept', wednesday, { by: agent });
    expect(short.refusal('extend', early).detail).toContain('CalendarExhausted');
    expect(short.clock().dueAt).toBe(due);
  });

  test('is told to the customer', () => {
    const notice = { source: 'ours' as const, on: 'extended', to: 'customer' as const, channels: ['sms' as const] };
    const policy = { clocks: [extendable], notices: [{ ...notice, template: 'extended', urgent: false }] };
    const told = new Story({ policy }).act('accept', wednesday, { by: agent }).act('extend', early);
    expect(told.notices).toMatchObject([{ to: 'customer', template: 'extended' }]);
  });

  test('of the first round is no extension of the second', () => {
    const second = story()
      .act('extend', early)
      .act('answer', early)
      .act('confirm', early, { body: { helped: false } });
    expect(second.clock('answer-2').extension).toBeUndefined();
    expect(second.act('extend', early, { body: { clock: 'answer-2' } }).clock('answer-2').moves).toHaveLength(1);
  });
});

test.each([
  [{ workingDays: 7 }, { workingDays: 3 }, { workingDays: 10 }],
  [{ months: 1 }, { months: 2 }, { months: 3 }],
  [{ elapsed: 'PT20S' }, { elapsed: 'PT1M' }, { elapsed: 'PT80S' }],
  [{ elapsed: 'P1DT12H' }, { elapsed: 'PT0.5S' }, { elapsed: 'PT129600.5S' }],
])('%j and %j are %j', (one, other, sum) => {
  expect(sumOfAmounts(one, other)).toEqual(sum);
  expect(() => sumOfAmounts(one, { workingHours: 1 })).toThrow('cannot be added');
});
