import { describe, expect, test } from '@jest/globals';
import { calendarVersion, withHoliday } from '../../support/samples/sample-calendar.ts';
import { fromReceipt, inSeconds } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const open = (clock = fromReceipt) => new Story({ policy: { clocks: [clock] } }).act('accept', wednesday);
const due = '2026-03-24T13:00:00Z';

describe('a pause', () => {
  test('takes the due instant and the rungs away while it lasts', () => {
    const story = open().act('pause', '2026-03-12T06:00:00Z');
    expect(story.clock()).toMatchObject({ state: 'paused', dueAt: null, dueLocal: null });
    expect(story.clock().rungs.map(({ dueAt }) => dueAt)).toEqual([null, null, null]);
    expect(story.nextInstant).toBeNull();
  });

  test('moves the due instant on by the working days that it lasted', () => {
    const story = open().act('pause', '2026-03-12T06:00:00Z').act('resume', '2026-03-16T06:00:00Z');
    // Sunday 15 and Monday 16 March lie in the pause.
    expect(story.clock()).toMatchObject({ state: 'running', dueAt: '2026-03-26T13:00:00Z' });
    expect(story.clock().moves).toMatchObject([{ from: due, to: '2026-03-26T13:00:00Z', why: 'pause' }]);
  });

  test('moves a clock of seconds by exactly its length', () => {
    const story = open(inSeconds).act('pause', '2026-03-11T07:00:05Z').act('resume', '2026-03-11T07:01:05Z');
    expect(story.clock()).toMatchObject({ dueAt: '2026-03-11T07:01:20Z' });
    expect(story.clock().rungs.map((rung) => rung.dueAt)).toEqual([
      '2026-03-11T07:01:15Z',
      '2026-03-11T07:01:20Z',
      '2026-03-11T07:01:25Z',
    ]);
  });

  test('adds up with another one', () => {
    const story = open(inSeconds).act('pause', '2026-03-11T07:00:05Z').act('resume', '2026-03-11T07:00:06Z');
    story.act('pause', '2026-03-11T07:00:10Z').act('resume', '2026-03-11T07:00:12Z');
    expect(story.clock().dueAt).toBe('2026-03-11T07:00:23Z');
    expect(story.clock().pauses).toHaveLength(2);
  });

  test('that begins at the due instant does not move it, and the breach comes with the resumption', () => {
    const story = open(inSeconds).reach('2026-03-11T07:00:15Z').act('pause', '2026-03-11T07:00:20Z');
    expect(story.clock().state).toBe('paused');
    story.act('resume', '2026-03-11T07:00:30Z');
    expect(story.clock()).toMatchObject({ state: 'breached', breachedAt: '2026-03-11T07:00:20Z' });
  });

  test('does not fire a second time the warning that was given before it', () => {
    const story = open(inSeconds).reach('2026-03-11T07:00:15Z').act('pause', '2026-03-11T07:00:16Z');
    story.act('resume', '2026-03-11T07:10:16Z').reach('2026-03-11T08:00:00Z');
    expect(story.types('answer').filter((type) => type === 'warned')).toHaveLength(1);
    expect(story.clock()).toMatchObject({ state: 'breached', breachedAt: '2026-03-11T07:10:20Z' });
  });

  test('of no length leaves nothing behind: later calendars and proofs still answer', () => {
    const story = open().act('pause', '2026-03-12T06:00:00Z').act('resume', '2026-03-12T06:00:00Z');
    expect(story.clock()).toMatchObject({ state: 'running', dueAt: due, pauses: [] });
    expect(story.publish(withHoliday(2, '2026-03-24', '2026-03-24'), '2026-03-15T06:00:00Z').clock().dueAt).toBe(
      '2026-03-25T13:00:00Z',
    );
  });

  test('does not touch a clock that is breached: its ladder goes on', () => {
    const both = [inSeconds, { ...fromReceipt, id: 'whole' }];
    const story = new Story({ policy: { clocks: both } }).act('accept', wednesday).reach('2026-03-11T07:00:20Z');
    story.act('pause', '2026-03-11T07:00:21Z').reach('2026-03-11T07:00:25Z');
    expect(story.clock().rungs.at(-1)?.firedAt).toBe('2026-03-11T07:00:25Z');
    expect(story.clock('whole').state).toBe('paused');
  });

  test('that outlasts the calendar leaves the clock waiting, to be armed by the next calendar', () => {
    const ending = calendarVersion(1, { knownUntil: '2026-03-26' });
    const story = new Story({ policy: { clocks: [fromReceipt] }, calendar: ending }).act('accept', wednesday);
    story.act('pause', '2026-03-12T06:00:00Z').act('resume', '2026-03-25T06:00:00Z');
    expect(story.clock()).toMatchObject({ state: 'notStarted', dueAt: null });
    expect(story.clock().unarmed).toContain('CalendarExhausted');
    story.publish(calendarVersion(2), '2026-03-26T06:00:00Z');
    // Thursday 12 to Wednesday 25 March: 15, 16, 17, 18, 23, 24 and 25 do not count, which are seven working days.
    expect(story.clock()).toMatchObject({ state: 'running', unarmed: null, dueAt: '2026-04-02T13:00:00Z' });
  });
});

test('an answer during a pause meets the clock', () => {
  const story = open().act('pause', '2026-03-12T06:00:00Z').act('answer', '2026-03-15T06:00:00Z');
  expect(story.clock()).toMatchObject({ state: 'met', metAt: '2026-03-15T06:00:00Z' });
});
