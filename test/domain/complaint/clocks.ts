import { describe, expect, test } from '@jest/globals';
import { projectionOf } from '../../../domain/case/view.ts';
import { complaint } from '../../../domain/complaint/kind.ts';
import { agent, fromReceipt, inRetrospect, solvedAndAnswered, triage } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const thursdayClose = '2026-03-12T13:00:00Z';

describe('the triage clock', () => {
  test('is met by anyone who looks at the complaint within a working day', () => {
    const story = new Story().act('accept', '2026-03-12T12:59:00Z');
    expect(story.clock('triage')).toMatchObject({ state: 'met', dueAt: thursdayClose, metAt: '2026-03-12T12:59:00Z' });
  });

  test('is breached at the closing time of the first working day when nobody has looked', () => {
    const story = new Story().reach(thursdayClose);
    expect(story.clock('triage')).toMatchObject({ state: 'breached', breachedAt: thursdayClose });
  });

  test('ends with the return and runs anew from the completion', () => {
    const story = new Story()
      .act('return-for-completion', '2026-03-12T06:00:00Z')
      .act('complete', '2026-03-17T06:00:00Z');
    expect(story.clock('triage').state).toBe('met');
    expect(story.clock('triage-2')).toMatchObject({ state: 'running', dueAt: '2026-03-18T13:00:00Z' });
  });

  test('leaves the answer clock alone', () => {
    expect(new Story().reach(thursdayClose).clock().state).toBe('running');
  });
});

describe('a clock from receipt (C-03)', () => {
  const due = '2026-03-24T13:00:00Z';

  test('runs at once', () => {
    expect(new Story().clock()).toMatchObject({ state: 'running', startedAt: wednesday, dueAt: due });
  });

  test('counts through a return', () => {
    const story = new Story()
      .act('return-for-completion', '2026-03-12T06:00:00Z')
      .act('complete', '2026-03-23T06:00:00Z');
    expect(story.clock()).toMatchObject({ state: 'running', startedAt: wednesday, dueAt: due });
    expect(story.types('answer')).toEqual(['clockStarted']);
  });

  test('is breached while the complaint waits for its completion', () => {
    const story = new Story({ policy: { clocks: [fromReceipt] } }).act('return-for-completion', '2026-03-12T06:00:00Z');
    expect(story.reach(due).state).toMatchObject({ status: 'returned' });
    expect(story.clock()).toMatchObject({ state: 'breached', breachedAt: due });
  });
});

describe('a clock in retrospect (F-07)', () => {
  const policy = { clocks: [inRetrospect, triage] };

  test('does not run before the complaint is accepted', () => {
    const story = new Story({ policy }).reach('2026-04-30T13:00:00Z');
    expect(story.clock()).toMatchObject({ state: 'notStarted', startedAt: null, dueAt: null, breachedAt: null });
  });

  test('counts from receipt where the complaint was complete', () => {
    const story = new Story({ policy }).act('accept', '2026-03-16T06:00:00Z');
    expect(story.clock()).toMatchObject({ state: 'running', startedAt: wednesday, dueAt: '2026-03-30T13:00:00Z' });
  });

  test('counts from its completion where it was returned', () => {
    const story = new Story({ policy })
      .act('return-for-completion', '2026-03-12T06:00:00Z')
      .act('complete', '2026-03-15T06:00:00Z')
      .act('accept', '2026-03-17T06:00:00Z');
    // From Sunday 15 March: the 16th is the first working day, 1 April the eleventh.
    expect(story.clock()).toMatchObject({ startedAt: '2026-03-15T06:00:00Z', dueAt: '2026-04-01T13:00:00Z' });
  });

  test('fires every rung that is already past at once, each with its due and its fired instant', () => {
    const acceptedAt = '2026-04-01T06:00:00Z';
    const story = new Story({ policy }).act('accept', acceptedAt, { by: agent });
    expect(story.types('answer')).toEqual(['clockStarted', 'warned', 'breached', 'escalated', 'escalated']);
    expect(story.clock()).toMatchObject({
      state: 'breached',
      breachedAt: '2026-03-30T13:00:00Z',
      rungs: [
        { dueAt: '2026-03-29T13:00:00Z', firedAt: acceptedAt },
        { dueAt: '2026-03-30T13:00:00Z', firedAt: acceptedAt },
        { dueAt: '2026-03-31T13:00:00Z', firedAt: acceptedAt },
      ],
    });
    expect(story.event('breached', 'answer').at).toBe(acceptedAt);
  });

  test('is never owed to a complaint that is declined', () => {
    const story = new Story({ policy }).act('decline', '2026-03-12T06:00:00Z');
    expect(story.clock()).toMatchObject({ state: 'cancelled', breachedAt: null });
  });
});

describe('a clock that both an answer and a solution stop, as it was read before (B-08)', () => {
  const options = { policy: { reading: 2 as const, clocks: [solvedAndAnswered] } };
  const due = '2026-03-16T13:00:00Z';
  const answered = (solved: boolean) =>
    new Story(options).act('accept', wednesday).act('answer', '2026-03-12T06:00:00Z', { body: { solved } });

  test('is met by an answer that says that the problem is solved', () => {
    expect(answered(true).clock()).toMatchObject({ state: 'met', metAt: '2026-03-12T06:00:00Z' });
  });

  test('runs on after an answer without a solution, and is breached', () => {
    const story = answered(false);
    expect(story.clock()).toMatchObject({ state: 'running', seen: ['answered'] });
    expect(story.reach(due).clock()).toMatchObject({ state: 'breached', breachedAt: due });
  });

  test('is met when the customer says in time that it helped', () => {
    const story = answered(false).act('confirm', '2026-03-15T06:00:00Z');
    expect(story.clock()).toMatchObject({ state: 'met', metAt: '2026-03-15T06:00:00Z' });
    expect(story.state.status).toBe('closed');
  });

  test('is replaced by the clock of the new round when it did not help', () => {
    const story = answered(false).act('confirm', '2026-03-15T06:00:00Z', { body: { helped: false } });
    expect(story.clock().state).toBe('superseded');
    expect(story.clock('answer-2')).toMatchObject({ state: 'running', round: 2, seen: [] });
  });
});

describe('a withdrawal', () => {
  test('cancels every clock that still runs', () => {
    const story = new Story({
      policy: { clocks: [fromReceipt, inRetrospect, { ...triage, stop: { on: ['accepted'], need: 'any' } }] },
    });
    story.act('withdraw', '2026-03-12T06:00:00Z');
    expect(story.state.clocks.map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(story.nextInstant).toBeNull();
  });

  test('leaves a breach that had happened before it', () => {
    const story = new Story()
      .act('accept', wednesday)
      .reach('2026-03-24T13:00:00Z')
      .act('withdraw', '2026-03-24T14:00:00Z');
    expect(story.clock()).toMatchObject({ state: 'breached', breachedAt: '2026-03-24T13:00:00Z' });
    expect(story.nextInstant).toBeNull();
  });
});

describe('a contact clock (B-06)', () => {
  const contact = {
    ...triage,
    id: 'contact',
    due: { workingHours: 4 },
    stop: { on: ['contactLogged', 'answered'], need: 'any' as const },
    ladder: [],
  };
  const reach = (reached: boolean) =>
    new Story({ policy: { clocks: [contact] } }).act('log-contact', '2026-03-11T08:00:00Z', { body: { reached } });

  test('is met when the customer was reached', () => {
    expect(reach(true).clock('contact').state).toBe('met');
  });

  test('runs on after a call that nobody took', () => {
    expect(reach(false).clock('contact')).toMatchObject({ state: 'running', dueAt: '2026-03-11T11:00:00Z' });
  });
});

test('a complaint that has missed its deadline stands before those that have time left, and after a more urgent one', () => {
  const keyOf = (story: Story) => projectionOf(complaint, story.record).sortKey;
  const missed = new Story().reach('2026-03-25T13:00:00Z');
  const early = new Story({ at: '2026-03-25T07:00:00Z' });
  const urgent = new Story({ at: '2026-03-25T07:00:00Z', details: { priority: 'urgent' } });
  expect([early, missed, urgent].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))).toEqual([urgent, missed, early]);
  expect(projectionOf(complaint, missed.record).nextDueAt).toBeNull();
  // Once it is answered nothing of it is due any more.
  const later = '2026-03-26T07:00:00Z';
  expect(keyOf(missed.act('accept', later).act('answer', later))).toContain('|9999|');
});
