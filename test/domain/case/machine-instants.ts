import { describe, expect, test } from '@jest/globals';
import { fromReceipt } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const warnAt = '2026-03-23T13:00:00Z';
const due = '2026-03-24T13:00:00Z';
const managerAt = '2026-03-25T13:00:00Z';
const open = () => new Story({ policy: { clocks: [fromReceipt] } }).act('accept', wednesday);

describe('an act and a due instant', () => {
  test('stamped before it is in time although it is handled after it', () => {
    const story = open().act('answer', '2026-03-24T12:59:59Z', { now: '2026-03-24T13:00:06Z' });
    expect(story.clock()).toMatchObject({ state: 'met', metAt: '2026-03-24T12:59:59Z', breachedAt: null });
    expect(story.event('answered')).toMatchObject({ at: '2026-03-24T12:59:59Z', recordedAt: '2026-03-24T13:00:06Z' });
  });

  test('exactly at it is in time', () => {
    expect(open().act('answer', due).clock()).toMatchObject({ state: 'met', metAt: due, breachedAt: null });
  });

  test('exactly at it is late where the breach stands before it', () => {
    expect(open().reach(due).act('answer', due).clock()).toMatchObject({
      state: 'breached',
      stoppedAt: due,
      metAt: null,
    });
  });

  test('stamped before it is late where the breach stands before it, and counts from the breach', () => {
    const story = open().reach(due).act('answer', '2026-03-24T12:00:00Z', { now: '2026-03-24T13:00:06Z' });
    expect(story.clock()).toMatchObject({ state: 'breached', breachedAt: due });
    expect(story.event('answered').at).toBe(due);
  });

  test('after it makes the breach stand first, also where no timer fired', () => {
    const story = open().act('answer', '2026-03-24T13:00:01Z');
    expect(story.types('answer')).toEqual(['clockStarted', 'warned', 'breached', 'escalated', 'clockStoppedLate']);
    expect(story.event('breached').at).toBe(due);
  });

  test('stamped before an earlier act counts from that one', () => {
    const story = open().act('assign', '2026-03-12T06:00:00Z').act('interim', '2026-03-11T08:00:00Z');
    expect(story.event('interimAnswered').at).toBe('2026-03-12T06:00:00Z');
  });
});

describe('a breach', () => {
  test('stays when the answer comes late', () => {
    const story = open().reach(due).act('answer', '2026-03-25T06:00:00Z').act('confirm', '2026-03-25T07:00:00Z');
    expect(story.clock()).toMatchObject({ state: 'breached', breachedAt: due, stoppedAt: '2026-03-25T06:00:00Z' });
  });

  test('ends the ladder when the late answer has come', () => {
    const story = open().reach(due).act('answer', '2026-03-25T06:00:00Z').reach('2026-03-29T13:00:00Z');
    expect(story.clock().rungs.map(({ firedAt }) => firedAt)).toEqual([warnAt, due, null]);
  });
});

describe('an unanswered complaint', () => {
  test('is warned, breached and escalated rung by rung at the instants of the calendar', () => {
    const story = open().reach(managerAt);
    expect(
      story.events
        .filter(({ type }) => ['warned', 'breached', 'escalated'].includes(type))
        .map(({ type, at, recordedAt }) => [type, at, recordedAt]),
    ).toEqual([
      ['warned', warnAt, warnAt],
      ['breached', due, due],
      ['escalated', due, due],
      ['escalated', managerAt, managerAt],
    ]);
    expect(story.nextInstant).toBeNull();
  });

  test('asks for the people of each rung to be told of the due instant that it is about', () => {
    const story = open().reach(managerAt);
    const dueLocal = '2026-03-24T16:00:00+03:00[Asia/Riyadh]';
    expect(story.notices).toMatchObject([
      { to: 'owner', template: 'deadline-near', escalation: { clock: 'answer', rung: 0, dueLocal } },
      { to: 'role:supervisor', template: 'deadline-missed', escalation: { clock: 'answer', rung: 1, dueLocal } },
      { to: 'role:manager', template: 'deadline-missed', escalation: { clock: 'answer', rung: 2, dueLocal } },
    ]);
  });

  test('fires what was missed while the system was down in order, each with its due and its fired instant', () => {
    const back = '2026-03-26T09:00:00Z';
    const story = open().reach(back, back);
    expect(story.types('answer')).toEqual(['clockStarted', 'warned', 'breached', 'escalated', 'escalated']);
    expect(story.clock().rungs).toMatchObject([
      { dueAt: warnAt, firedAt: back },
      { dueAt: due, firedAt: back },
      { dueAt: managerAt, firedAt: back },
    ]);
    expect(story.clock().breachedAt).toBe(due);
  });

  test('fires no rung twice when a timer comes a second time', () => {
    const story = open().reach(managerAt);
    const before = story.record;
    expect(story.reach(managerAt).record).toEqual(before);
    expect(story.types('answer').filter((type) => type === 'escalated')).toHaveLength(2);
  });

  test('is not warned where the warning lies before the start', () => {
    const rushed = { ...fromReceipt, due: { workingDays: 1 } };
    const story = new Story({ policy: { clocks: [rushed] }, at: '2026-03-11T14:00:00Z' });
    expect(story.clock().rungs[0]?.dueAt).toBeNull();
    expect(story.reach('2026-03-12T13:00:00Z').types('answer')).toEqual(['clockStarted', 'breached', 'escalated']);
  });
});
