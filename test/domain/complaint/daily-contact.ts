import { describe, expect, test } from '@jest/globals';
import type { Actor } from '../../../domain/case/command.ts';
import type { ClockRule } from '../../../domain/case/policy.ts';
import type { ComplaintPolicy } from '../../../domain/complaint/policy.ts';
import { alwaysOpen, calendarVersion } from '../../support/samples/sample-calendar.ts';
import { staff, triage } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const daily: Partial<ComplaintPolicy> = { clocks: [], dailyContact: { whileOpen: true, untilClosed: true } };
const missed = (story: Story) =>
  story.events
    .filter(({ type }) => type === 'contactMissed' || type === 'answerNotPhoned')
    .map(({ type, at }) => `${type} ${at.slice(0, 16)}`);

describe('N-12: an open complaint', () => {
  test('ends each working day without contact with a fact, at closing time, from the day after it came', () => {
    // Opened on Wednesday; Friday and Saturday are closed.
    const story = new Story({ policy: daily }).act('accept', wednesday).reach('2026-03-16T14:00:00Z');
    expect(missed(story)).toEqual([
      'contactMissed 2026-03-12T13:00',
      'contactMissed 2026-03-15T13:00',
      'contactMissed 2026-03-16T13:00',
    ]);
    expect(story.state.contact).toMatchObject({ daysMissed: 3, lastAt: wednesday });
  });

  test('misses nothing on a day on which the customer was reached, an attempt being no contact', () => {
    const story = new Story({ policy: daily }).act('log-contact', '2026-03-12T13:00:00Z');
    story.act('log-contact', '2026-03-15T07:00:00Z', { body: { reached: false } }).reach('2026-03-16T12:59:59Z');
    expect(missed(story)).toEqual(['contactMissed 2026-03-15T13:00']);
  });

  test('reached on an evening after a missed day is to be contacted again by the end of the next one', () => {
    const story = new Story({ policy: daily }).reach('2026-03-12T13:00:00Z');
    story.act('log-contact', '2026-03-12T17:00:00Z').reach('2026-03-15T13:00:00Z');
    expect(missed(story)).toEqual(['contactMissed 2026-03-12T13:00', 'contactMissed 2026-03-15T13:00']);
  });

  test('is not to be contacted while the customer is to complete it, and from the next working day on when he has', () => {
    const story = new Story({ policy: daily }).act('return-for-completion', wednesday);
    story.act('complete', '2026-03-16T07:00:00Z').reach('2026-03-17T13:00:00Z');
    expect(missed(story)).toEqual(['contactMissed 2026-03-17T13:00']);
  });

  test('waits for the end of a working day only, and stores nothing else', () => {
    const story = new Story({ policy: daily }).act('accept', wednesday);
    expect(story.nextInstant).toBe('2026-03-12T13:00:00Z');
    const events = story.events.length;
    expect(story.reach('2026-03-12T13:00:00Z').events).toHaveLength(events + 1);
  });

  test('misses no day that a newer calendar has made a holiday', () => {
    const holiday = { name: 'Holiday', from: '2026-03-12', to: '2026-03-12', hours: [] };
    const story = new Story({ policy: daily }).act('accept', wednesday);
    story.publish(calendarVersion(2, { overlays: [holiday] }), '2026-03-11T12:00:00Z').reach('2026-03-15T13:00:00Z');
    expect(missed(story)).toEqual(['contactMissed 2026-03-15T13:00']);
  });

  test('misses one day after the other, none in between, where the days end at midnight', () => {
    const story = new Story({ policy: daily, calendar: alwaysOpen }).reach('2026-03-15T00:00:00Z');
    expect(missed(story)).toEqual([
      'contactMissed 2026-03-12T21:00',
      'contactMissed 2026-03-13T21:00',
      'contactMissed 2026-03-14T21:00',
    ]);
  });

  test('comes to rest where the calendar is not known any further', () => {
    const calendar = calendarVersion(1, { overlays: [], knownUntil: '2026-03-16' });
    const story = new Story({ policy: daily, calendar }).reach('2026-12-01T00:00:00Z');
    expect(missed(story)).toHaveLength(3);
    expect(story.nextInstant).toBeNull();
  });
});

describe('N-12: an answer', () => {
  const answered = (policy: Partial<ComplaintPolicy>) =>
    new Story({ policy }).act('accept', wednesday).act('answer', wednesday);

  test('is phoned out on each working day until the case is closed', () => {
    // The window for the verdict ends with Wednesday 18 March.
    const story = answered(daily).act('log-contact', '2026-03-12T07:00:00Z').reach('2026-03-19T06:00:00Z');
    expect(missed(story)).toEqual([
      'answerNotPhoned 2026-03-15T13:00',
      'answerNotPhoned 2026-03-16T13:00',
      'answerNotPhoned 2026-03-17T13:00',
    ]);
    expect(story.state.status).toBe('closed');
  });

  test('is nobody’s to phone where the policy does not say so', () => {
    const open = { ...daily, dailyContact: { whileOpen: true, untilClosed: false } };
    expect(missed(answered(open).reach('2026-03-19T06:00:00Z'))).toEqual([]);
  });
});

test.each([[undefined], [{ whileOpen: false, untilClosed: false }]])(
  'a policy that does not ask for daily contact (%j) misses none',
  (dailyContact) => {
    const story = new Story({ policy: { clocks: [], dailyContact: dailyContact as never } });
    expect(missed(story.reach('2026-06-01T00:00:00Z'))).toEqual([]);
  },
);

describe('N-12: where the policy names the channel of the daily contact', () => {
  const byPhone = { dailyContact: { whileOpen: true, untilClosed: true, channels: ['phone'] } };
  const end = '2026-03-12T13:00:00Z';
  const missedAfter = (act: (story: Story) => Story) =>
    act(new Story({ policy: byPhone }).act('accept', wednesday))
      .reach(end)
      .types()
      .some((type) => type === 'contactMissed' || type === 'answerNotPhoned');
  const onThursday = '2026-03-12T08:00:00Z';
  const call = (channel: string, reached: boolean) => (story: Story) =>
    story.act('log-contact', onThursday, { body: { channel, reached } });

  test.each([
    ['a call that reached the customer', call('phone', true), false],
    ['a call that nobody took', call('phone', false), false],
    ['an e-mail', call('email', true), true],
    ['an SMS', call('sms', true), true],
    ['an answer that was typed', (story: Story) => story.act('answer', onThursday), true],
    ['news that was typed', (story: Story) => story.act('interim', onThursday), true],
  ])('%s', (_, act, isMissed) => {
    expect(missedAfter(act)).toBe(isMissed);
  });
});

describe('B-06: the contact that is owed', () => {
  const contact: ClockRule = {
    ...triage,
    id: 'contact',
    due: { workingHours: 4 },
    stop: { on: ['complainantContacted'], need: 'any' },
    ladder: [],
  };
  const policy = { clocks: [contact], contactBy: ['supervisor'] };
  const reached = { body: { reached: true } };

  test.each([
    ['is made by the supervisor', staff('supervisor'), 'met'],
    ['is made by whom the supervisor has assigned it to', staff('agent', 'agent-1'), 'met'],
    ['is not made by a colleague', staff('agent', 'agent-2'), 'running'],
    ['is not made by the manager', staff('manager'), 'running'],
  ])('%s', (_, by, state) => {
    const story = new Story({ policy }).act('assign', wednesday, { by: staff('supervisor'), body: { to: 'agent-1' } });
    expect(story.act('log-contact', wednesday, { by, ...reached }).clock('contact').state).toBe(state);
  });

  test('B-06: an owner whom somebody other than the supervisor assigned it to is no delegate', () => {
    const by = staff('agent', 'agent-1');
    const assigned = (who: Actor) =>
      new Story({ policy }).act('assign', wednesday, { by: who, body: { to: 'agent-1' } });
    const byManager = assigned(staff('manager'));
    expect(byManager.state).toMatchObject({ owner: 'agent-1' });
    expect(byManager.state).not.toHaveProperty('delegate');
    expect(byManager.act('log-contact', wednesday, { by, ...reached }).clock('contact').state).toBe('running');
    // The supervisor makes the owner the delegate by assigning it once more.
    byManager.act('assign', wednesday, { by: staff('supervisor'), body: { to: 'agent-1' } });
    expect(byManager.act('log-contact', wednesday, { by, ...reached }).clock('contact').state).toBe('met');
  });

  test('is not made by an answer', () => {
    const story = new Story({ policy }).act('accept', wednesday).act('answer', wednesday);
    expect(story.clock('contact').state).toBe('running');
  });
});
