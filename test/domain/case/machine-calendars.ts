import { describe, expect, test } from '@jest/globals';
import { calendarVersion, withHoliday } from '../../support/samples/sample-calendar.ts';
import { fromReceipt } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const due = '2026-03-24T13:00:00Z';
const open = () => new Story({ policy: { clocks: [fromReceipt] } }).act('accept', wednesday);
const holidayOn = (day: string, version = 2) => withHoliday(version, day, day);

describe('a holiday that is published late', () => {
  const published = '2026-03-15T06:00:00Z';

  test('moves the due instant and its rungs, and leaves the former one visible', () => {
    const story = open().publish(holidayOn('2026-03-24'), published);
    expect(story.clock()).toMatchObject({
      state: 'running',
      dueAt: '2026-03-25T13:00:00Z',
      dueLocal: '2026-03-25T16:00:00+03:00[Asia/Riyadh]',
      rungs: [{ dueAt: '2026-03-23T13:00:00Z' }, { dueAt: '2026-03-25T13:00:00Z' }, { dueAt: '2026-03-26T13:00:00Z' }],
      moves: [{ from: due, to: '2026-03-25T13:00:00Z', why: 'calendar', calendarVersion: 2, at: published }],
    });
    expect(story.state.calendar.version).toBe(2);
  });

  test('does not undo a breach nor move its due instant', () => {
    const story = open().reach(due).publish(holidayOn('2026-03-23'), '2026-03-24T14:00:00Z');
    expect(story.clock()).toMatchObject({ state: 'breached', breachedAt: due, dueAt: due });
  });

  test('does not undo a breach whose timer is still on its way', () => {
    const story = open().publish(holidayOn('2026-03-23'), '2026-03-24T14:00:00Z');
    expect(story.clock()).toMatchObject({ state: 'breached', breachedAt: due });
  });

  test('does not repeat a breach where a rung comes to stand at the breached instant', () => {
    // With the 19th open after all the due instant would be the 23rd, and the manager's rung the 24th.
    const opened = calendarVersion(2, {
      overlays: [{ from: '2026-03-20', to: '2026-03-22', hours: [], name: 'Feast' }],
    });
    const story = open().reach(due).publish(opened, '2026-03-24T13:00:00Z').reach('2026-03-26T13:00:00Z');
    expect(story.types('answer').filter((type) => type === 'breached')).toHaveLength(1);
    expect(story.clock().rungs[2]).toMatchObject({ dueAt: due, firedAt: due });
  });

  test('does not fire again a warning that has been given', () => {
    const story = open().reach('2026-03-23T13:00:00Z').publish(holidayOn('2026-03-24'), '2026-03-23T14:00:00Z');
    story.reach('2026-03-26T13:00:00Z');
    expect(story.types('answer').filter((type) => type === 'warned')).toHaveLength(1);
    expect(story.clock()).toMatchObject({ breachedAt: '2026-03-25T13:00:00Z' });
    expect(story.clock().rungs[0]?.firedAt).toBe('2026-03-23T13:00:00Z');
  });

  test('leaves a clock alone that has been met', () => {
    const story = open().act('answer', '2026-03-12T06:00:00Z');
    const before = story.clock();
    expect(story.publish(holidayOn('2026-03-24'), published).clock()).toEqual(before);
  });

  test('leaves no trace on a clock whose instants are the same', () => {
    const story = open().publish(holidayOn('2026-05-03'), published);
    expect(story.types('answer')).toEqual(['clockStarted']);
    expect(story.types()).toContain('calendarPublished');
  });
});

describe('a day that opens although it was a holiday', () => {
  test('fires at once what is past by then, in order', () => {
    // Without the feast the seventh working day was Sunday 22 March.
    const story = open().publish(calendarVersion(2, { overlays: [] }), '2026-03-22T14:00:00Z');
    expect(story.types('answer')).toEqual(['clockStarted', 'clockMoved', 'warned', 'breached', 'escalated']);
    expect(story.clock()).toMatchObject({ state: 'breached', breachedAt: '2026-03-22T13:00:00Z' });
    expect(story.event('breached').at).toBe('2026-03-22T14:00:00Z');
    expect(story.nextInstant).toBe('2026-03-23T13:00:00Z');
  });
});

describe('a calendar that changes nothing', () => {
  const unchanged = [
    ['the version that the case counts by', holidayOn('2026-03-24', 1)],
    ['an older version', holidayOn('2026-03-24', 0)],
    ['a calendar of another name', calendarVersion(9, { overlays: [] }, 'cairo')],
  ] as const;
  test.each(unchanged)('is %s', (_name, snapshot) => {
    const story = open();
    const before = story.record;
    expect(story.publish(snapshot, '2026-03-15T06:00:00Z').record).toEqual(before);
  });

  test('is one that has been adopted already', () => {
    const story = open().publish(holidayOn('2026-03-24'), '2026-03-15T06:00:00Z');
    const before = story.record;
    expect(story.publish(holidayOn('2026-03-24'), '2026-03-16T06:00:00Z').record).toEqual(before);
  });
});

describe('a calendar that ends too early', () => {
  const short = calendarVersion(1, { knownUntil: '2026-03-20' });
  const early = () => new Story({ policy: { clocks: [fromReceipt] }, calendar: short });

  test('lets the complaint in without the clock, and says so', () => {
    const story = early();
    expect(story.state.status).toBe('received');
    expect(story.clock()).toMatchObject({ state: 'notStarted', startedAt: wednesday, dueAt: null });
    expect(story.event('clockUnarmed').data).toMatchObject({ detail: expect.stringContaining('CalendarExhausted') });
  });

  test('arms the clock from its past start when it is extended', () => {
    const story = early().publish(calendarVersion(2), '2026-03-15T06:00:00Z');
    expect(story.clock()).toMatchObject({ state: 'running', startedAt: wednesday, dueAt: due, unarmed: null });
  });

  test('fires at once what has passed by the time it is extended', () => {
    const story = early().publish(calendarVersion(2), '2026-03-24T14:00:00Z');
    expect(story.clock()).toMatchObject({ state: 'breached', breachedAt: due });
  });

  test('is met by an answer all the same', () => {
    const story = early().act('accept', '2026-03-12T06:00:00Z').act('answer', '2026-03-12T07:00:00Z');
    expect(story.clock().state).toBe('met');
  });

  test('takes no deadline away that was given', () => {
    const story = open().publish(calendarVersion(2, { knownUntil: '2026-03-20' }), '2026-03-15T06:00:00Z');
    expect(story.clock()).toMatchObject({ state: 'running', dueAt: due });
  });
});
