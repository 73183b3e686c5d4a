import { describe, expect, test } from '@jest/globals';
import type { Recipient } from '../../../domain/case/policy.ts';
import { mayRead, mayReadWords } from '../../../domain/case/rights.ts';
import { agent, manager, staff, supervisor } from '../../support/samples/sample-policy.ts';
import { Story, type StoryOptions, wednesday } from '../../support/stories/complaint-story.ts';

const colleague = staff('agent', 'agent-2');
const within = { handOverWithin: { workingHours: 2 } };
/** Two working hours after ten o’clock. */
const until = '2026-03-11T09:00:00Z';
const soon = '2026-03-11T08:00:00Z';

const owned = (options: StoryOptions = {}) =>
  new Story({ ...options, policy: { ...within, ...options.policy } }).act('accept', wednesday, { by: agent });
const handedOver = (options: StoryOptions = {}) => owned(options).act('hand-over', wednesday, { by: agent });

describe('a complaint that is handed over (G-04)', () => {
  test('stays the first’s, who can act, until it is taken', () => {
    const story = handedOver();
    expect(story.state).toMatchObject({ owner: 'agent-1', handOver: { receiver: 'agent-2', giver: 'agent-1', until } });
    expect(story.act('interim', soon, { by: agent }).types()).toContain('interimAnswered');
  });

  test('is the receiver’s once he takes it', () => {
    const story = handedOver().act('take', soon, { by: colleague });
    expect(story.state).toMatchObject({ owner: 'agent-2' });
    expect(story.state).not.toHaveProperty('handOver');
    expect(story.reach('2026-03-12T00:00:00Z').types()).not.toContain('handOverReturned');
  });

  test('returns to the first by itself where nobody takes it', () => {
    const story = handedOver().reach(until);
    expect(story.event('handOverReturned')).toMatchObject({ at: until, by: 'system', data: { why: 'not-taken' } });
    expect(story.state).toMatchObject({ owner: 'agent-1' });
    expect(story.refusal('take', '2026-03-11T09:00:01Z', { by: colleague })).toMatchObject({
      refusal: 'NotAllowedNow',
    });
  });

  test('is taken at the very last instant', () => {
    expect(handedOver().act('take', until, { by: colleague }).state.owner).toBe('agent-2');
  });

  test('returns at once where the receiver declines', () => {
    const story = handedOver().act('decline-hand-over', soon, { by: colleague });
    expect(story.event('handOverReturned').data).toMatchObject({ why: 'declined', giver: 'agent-1' });
    expect(story.attempt('hand-over', soon, { by: agent })).not.toHaveProperty('refusal');
  });

  test.each(['take', 'decline-hand-over'] as const)('lets nobody else %s', (command) => {
    for (const by of [agent, manager, supervisor]) {
      expect(handedOver().refusal(command, soon, { by })).toMatchObject({ refusal: 'NotYourCase' });
    }
  });

  test('is told to both when it returns, and to the receiver when it is offered', () => {
    const notice = (on: string, to: Recipient) =>
      ({ source: 'ours', on, to, channels: ['email'], template: `${on}-${to}`, urgent: false }) as const;
    const notices = [
      notice('handOverOffered', 'receiver'),
      notice('handOverReturned', 'giver'),
      notice('handOverReturned', 'receiver'),
    ].map((rule) => ({ ...rule, channels: [...rule.channels] }));
    const told = handedOver({ policy: { notices } }).reach(until).notices;
    expect(told.filter(({ template }) => template.startsWith('handOver')).map(({ to }) => to)).toEqual([
      'staff:agent-2',
      'staff:agent-1',
      'staff:agent-2',
    ]);
  });

  test.each(['answer', 'withdraw'] as const)('is no longer on its way after %s', (command) => {
    const story = handedOver().act(command, soon).reach('2026-03-12T00:00:00Z');
    expect(story.types()).not.toContain('handOverReturned');
  });

  test('is no longer on its way after an assignment, by which the owner calls it back', () => {
    const story = handedOver().act('assign', soon, { by: agent, body: { to: 'agent-1' } });
    expect(story.refusal('take', soon, { by: colleague })).toMatchObject({ refusal: 'NotAllowedNow' });
  });

  test('is read by the receiver, briefing included, and not by other agents', () => {
    const { state } = handedOver();
    expect(mayReadWords(colleague, state)).toBe(true);
    expect(mayReadWords(staff('agent', 'agent-3'), state)).toBe(false);
    expect(mayRead({ ...colleague, groups: ['other'] }, state)).toBe(true);
  });
});

describe('a complaint is not handed over', () => {
  test('without the customer’s consent', () => {
    const refusal = owned().refusal('hand-over', soon, { by: agent, body: { consent: false } });
    expect(refusal).toMatchObject({ refusal: 'Incomplete', detail: expect.stringContaining('agreed') });
  });

  test('to somebody whom it names', () => {
    const story = owned({ details: { about: ['agent-2'] } });
    expect(story.refusal('hand-over', soon, { by: agent })).toMatchObject({ refusal: 'NamedInCase' });
  });

  test('to its owner himself', () => {
    const body = { receiver: 'agent-1' };
    expect(owned().refusal('hand-over', soon, { by: agent, body })).toMatchObject({ refusal: 'Incomplete' });
  });

  test('to anyone who made the decision that the customer objects to', () => {
    const story = owned().act('answer', soon, { by: agent }).act('object', soon);
    story.act('assign', soon, { body: { to: 'agent-2' } });
    const body = { receiver: 'agent-1' };
    expect(story.refusal('hand-over', soon, { by: colleague, body })).toMatchObject({ refusal: 'SamePerson' });
  });

  test('by another agent, while nobody owns it, or a second time at once', () => {
    expect(owned().refusal('hand-over', soon, { by: colleague })).toMatchObject({ refusal: 'NotYourCase' });
    const unowned = new Story({ policy: within }).act('accept', wednesday);
    expect(unowned.refusal('hand-over', soon).detail).toContain('nobody owns it');
    expect(handedOver().refusal('hand-over', soon, { by: agent }).detail).toContain(`agent-2 until ${until}`);
  });

  test('where the pinned policy is of a release that knew no hand-over', () => {
    const story = new Story().act('accept', wednesday, { by: agent });
    expect(story.refusal('hand-over', soon, { by: agent })).toMatchObject({ refusal: 'NotAllowedNow' });
  });
});
