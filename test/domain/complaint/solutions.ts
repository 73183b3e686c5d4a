import { describe, expect, test } from '@jest/globals';
import type { ClockRule } from '../../../domain/case/policy.ts';
import { answerClock } from '../../../domain/complaint/answer-clock.ts';
import {
  fromReceipt,
  inRetrospect,
  solvedAndAnswered,
  solvedAndTold,
  staff,
  triage,
} from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const thursday = '2026-03-12T06:00:00Z';
const sunday = '2026-03-15T06:00:00Z';

/** C-03 and F-07: a solution, and nothing else. */
const solution: ClockRule = { ...fromReceipt, stop: { on: ['solved'], need: 'any' } };
const unsolved = (expectedBy: string | null = sunday) => ({ body: { solved: false, expectedBy } });
const working = (clocks: ClockRule[] = [solution]) => new Story({ policy: { clocks } }).act('accept', wednesday);

describe('where the document asks for a solution', () => {
  test.each([
    ['C-03, F-07', solution],
    ['B-08', solvedAndAnswered],
  ])(
    '%s: an answer that does not solve leaves the clock running, the case open, and brings its own next date',
    (_, rule) => {
      const story = working([rule]).act('answer', thursday, unsolved());
      expect(story.clock()).toMatchObject({ state: 'running', seen: [] });
      expect(story.state).toMatchObject({ status: 'open', solved: false, promise: { expectedBy: sunday } });
      expect(story.types()).not.toContain('answered');
      expect(story.event('interimAnswered').data).toMatchObject({ expectedBy: sunday, unsolved: true });
    },
  );

  test('C-03: without a solution by then it is a failure, whatever was answered', () => {
    const story = working().act('answer', thursday, unsolved()).reach('2026-03-24T13:00:00Z');
    expect(story.clock()).toMatchObject({ state: 'breached', breachedAt: '2026-03-24T13:00:00Z' });
  });

  test('F-03, B-08: the owner says later that it is solved now, and the customer is told', () => {
    const notices = [
      {
        source: 'ours' as const,
        on: 'answered',
        to: 'customer' as const,
        channels: ['sms' as const],
        template: 'answered',
        urgent: false,
      },
    ];
    const story = new Story({ policy: { clocks: [solvedAndAnswered], notices } })
      .act('accept', wednesday)
      .act('assign', wednesday, { body: { to: 'agent-1' } })
      .act('answer', thursday, unsolved())
      .act('answer', sunday, { by: staff('agent') });
    expect(story.clock()).toMatchObject({ state: 'met', metAt: sunday });
    expect(story.state).toMatchObject({ status: 'answered', solved: true });
    expect(story.notices.map(({ template }) => template)).toEqual(['answered']);
  });

  test('an answer without a solution and without a next date is not taken', () => {
    expect(working().refusal('answer', thursday, unsolved(null))).toMatchObject({ refusal: 'Incomplete' });
  });

  test.each([
    ['has passed', wednesday],
    ['lies after the answer is due', '2026-03-24T13:00:01Z'],
  ])('nor one whose next date %s', (_, expectedBy) => {
    const story = working();
    expect(story.refusal('answer', thursday, unsolved(expectedBy))).toMatchObject({ refusal: 'Incomplete' });
    expect(story.refusal('interim', thursday, { body: { expectedBy } })).toMatchObject({ refusal: 'Incomplete' });
  });

  test('F-15, G-03: an interim answer promises news by the deadline at the latest', () => {
    const due = '2026-03-24T13:00:00Z';
    expect(working().act('interim', thursday, { body: { expectedBy: due } }).state.promise).toMatchObject({
      expectedBy: due,
    });
  });

  test('once the deadline has been missed news can be promised for any time to come', () => {
    const story = working().reach('2026-03-24T13:00:00Z');
    story.act('answer', '2026-03-25T06:00:00Z', unsolved('2026-04-01T06:00:00Z'));
    expect(story.state.promise).toMatchObject({ expectedBy: '2026-04-01T06:00:00Z' });
  });
});

describe('where the document asks for an answer', () => {
  test('one that does not solve ends the clock, and “solved now” can be said after it', () => {
    const story = working([fromReceipt]).act('answer', thursday, unsolved(null));
    expect(story.clock().state).toBe('met');
    story.act('answer', sunday);
    expect(story.state).toMatchObject({ status: 'answered', solved: true, answeredAt: sunday });
  });

  test('what is solved takes no other answer', () => {
    expect(working([fromReceipt]).act('answer', thursday).refusal('answer', sunday)).toMatchObject({
      refusal: 'NotAllowedNow',
      detail: expect.stringContaining('the case is answered'),
    });
  });

  test('a case of an earlier reading takes none either', () => {
    const story = new Story({ policy: { reading: 2 } })
      .act('accept', wednesday)
      .act('answer', thursday, unsolved(null));
    expect(story.state.status).toBe('answered');
    expect(story.refusal('answer', sunday).allowed).not.toContain('answer');
  });
});

describe('B-08: one limit over all rounds', () => {
  const limit: ClockRule = { ...solvedAndAnswered, overall: true };
  const round: ClockRule = { ...solvedAndAnswered, id: 'round', start: { on: ['roundOpened'], from: 'event' } };
  const due = '2026-03-16T13:00:00Z';
  const no = { body: { helped: false } };
  const solvedOnThursday = () => working([limit, round]).act('answer', thursday);

  test('a no to what was called solved lets it run on from where it began', () => {
    const story = solvedOnThursday().act('confirm', sunday, no);
    expect(story.clock()).toMatchObject({ state: 'met' });
    expect(story.clock('answer-2')).toMatchObject({ state: 'running', round: 2, startedAt: wednesday, dueAt: due });
    expect(story.reach(due).clock('answer-2')).toMatchObject({ state: 'breached', breachedAt: due });
  });

  test('a no after the limit is a breach at the instant that was promised', () => {
    const story = solvedOnThursday().act('confirm', '2026-03-17T06:00:00Z', no);
    expect(story.clock('answer-2')).toMatchObject({ state: 'breached', breachedAt: due });
    expect(story.clock('round')).toMatchObject({ state: 'running', startedAt: '2026-03-17T06:00:00Z' });
  });

  test('an objection does not renew it either', () => {
    const story = solvedOnThursday().act('object', sunday);
    expect(story.clock('answer-2')).toMatchObject({ startedAt: wednesday, dueAt: due });
  });

  test('a breach is counted once, however many rounds follow', () => {
    const story = working([limit, round])
      .reach(due)
      .act('answer', '2026-03-17T06:00:00Z')
      .act('confirm', '2026-03-18T06:00:00Z', no);
    expect(story.state.clocks.filter(({ rule }) => rule === 'answer')).toHaveLength(1);
    expect(story.clock()).toMatchObject({ state: 'breached', breachedAt: due });
  });

  test('what is reopened after its closing has the clock of its round alone', () => {
    const story = solvedOnThursday().act('confirm', sunday).act('reopen', '2026-03-25T06:00:00Z');
    expect(story.state.clocks.map(({ id }) => id)).toEqual(['answer', 'round', 'round-2']);
    expect(story.clock('round-2')).toMatchObject({ state: 'running', startedAt: '2026-03-25T06:00:00Z' });
  });

  test('the customer is promised what is due first', () => {
    const story = solvedOnThursday().act('confirm', sunday, no);
    expect(answerClock(story.state)).toMatchObject({ id: 'answer-2', dueAt: due });
  });
});

test.each([
  ['C-03', fromReceipt],
  ['F-07', inRetrospect],
])('%s: a no says that no solution was found: the limit runs on, and passes as a failure', (_, rule) => {
  const limit: ClockRule = { ...rule, stop: solution.stop, overall: true };
  const story = working([
    limit,
    { ...limit, id: 'round', overall: false, start: { on: ['roundOpened'], from: 'event' } },
  ]);
  const due = story.clock().dueAt;
  story.act('answer', thursday).act('confirm', sunday, { body: { helped: false } });
  expect(story.clock('answer-2')).toMatchObject({ state: 'running', startedAt: wednesday, dueAt: due });
  expect(story.reach(due ?? '').clock('answer-2')).toMatchObject({ state: 'breached', breachedAt: due });
  expect(story.clock('round')).toMatchObject({ startedAt: sunday });
});

describe('B-08: solved, and the customer told', () => {
  const limit: ClockRule = { ...solvedAndTold, overall: true };
  const due = '2026-03-16T13:00:00Z';
  const answered = () => working([limit]).act('answer', thursday);

  test('B-08: an answer that has reached nobody ends nothing: the limit passes, and is breached', () => {
    const story = answered().messageCame(false, '2026-03-12T06:05:00Z');
    expect(story.clock()).toMatchObject({ state: 'running', seen: ['solved'] });
    expect(story.reach(due).clock()).toMatchObject({ state: 'breached', breachedAt: due });
    expect(story.messageCame(true, '2026-03-17T06:00:00Z').clock()).toMatchObject({
      stoppedAt: '2026-03-17T06:00:00Z',
    });
  });

  test('B-08: a message that was delivered tells the customer, at the instant of its delivery', () => {
    const story = answered().messageCame(true, '2026-03-15T06:00:00Z');
    expect(story.event('customerTold')).toMatchObject({ at: '2026-03-15T06:00:00Z', data: { by: 'message' } });
    expect(story.clock()).toMatchObject({ state: 'met', metAt: '2026-03-15T06:00:00Z' });
    expect(
      story
        .messageCame(true, '2026-03-15T07:00:00Z')
        .types()
        .filter((type) => type === 'customerTold'),
    ).toHaveLength(1);
  });

  test('B-08: a delivery after the limit is a breach, whenever it is heard of', () => {
    const story = answered().messageCame(true, '2026-03-17T06:00:00Z');
    expect(story.clock()).toMatchObject({ state: 'breached', breachedAt: due });
  });

  test('B-08: a contact that reached the customer after the answer tells it; an attempt, or a contact before, does not', () => {
    const early = working([limit]).act('log-contact', wednesday).act('answer', thursday);
    early.act('log-contact', thursday, { body: { reached: false } });
    expect(early.clock()).toMatchObject({ state: 'running' });
    expect(early.act('log-contact', sunday).clock()).toMatchObject({ state: 'met', metAt: sunday });
    expect(early.event('customerTold').data).toEqual({ by: 'contact' });
  });

  test('B-08: what came back has told nobody, and the limit goes on from where it began; a call still counts', () => {
    const story = answered().messageCame(true, thursday).messageCame(false, sunday);
    expect(story.clock('answer-2')).toMatchObject({
      state: 'running',
      startedAt: wednesday,
      dueAt: due,
      seen: ['solved'],
    });
    expect(story.act('log-contact', sunday).clock('answer-2')).toMatchObject({ state: 'met' });
    expect(story.messageCame(false, sunday).types()).toEqual(story.types());
  });

  test('B-08: who says that it did not help has been told, and the limit runs on without a solution', () => {
    const story = answered().act('confirm', sunday, { body: { helped: false } });
    expect(story.clock()).toMatchObject({ state: 'met' });
    expect(story.clock('answer-2')).toMatchObject({ state: 'running', startedAt: wednesday, seen: [] });
    expect(story.messageCame(true, sunday).clock('answer-2')).toMatchObject({ state: 'running', seen: [] });
    story.act('answer', sunday);
    expect(story.clock('answer-2')).toMatchObject({ state: 'running', seen: ['solved'] });
    expect(story.messageCame(true, sunday).clock('answer-2')).toMatchObject({ state: 'met' });
  });

  test('B-08: what was answered while its clock was paused goes on unpaused, once it is known that nobody was told', () => {
    const story = working([limit]).act('pause', wednesday).act('answer', thursday).messageCame(true, thursday);
    expect(story.messageCame(false, sunday).clock('answer-2')).toMatchObject({
      state: 'running',
      pauses: [{ from: wednesday, to: thursday }],
      dueAt: expect.any(String),
    });
  });

  test('B-08: a no after an answer that came while it was paused lets the limit run on, and be breached', () => {
    const story = working([limit]).act('pause', wednesday).act('answer', thursday);
    story.act('confirm', sunday, { body: { helped: false } }).reach('2026-04-12T06:00:00Z');
    expect(story.clock('answer-2')).toMatchObject({ state: 'breached', breachedAt: expect.any(String) });
  });

  test('B-08: once it is solved nobody is promised an answer any more', () => {
    expect(answerClock(answered().state)).toBeNull();
  });

  test('a case whose clocks do not ask for it keeps no such fact', () => {
    const story = working([solution]).act('answer', thursday).messageCame(true, sunday).act('log-contact', sunday);
    expect(story.types()).not.toContain('customerTold');
  });
});

test('B-06, G-05: the answer is promised by its own clock, not by one that an answer happens to stop', () => {
  const contact: ClockRule = {
    ...triage,
    id: 'contact',
    due: { workingHours: 4 },
    stop: { on: ['contactLogged', 'answered'], need: 'any' },
  };
  const clocks = [fromReceipt, contact];
  expect(answerClock(new Story({ policy: { clocks } }).state)).toMatchObject({ id: 'answer' });
  expect(answerClock(new Story({ policy: { clocks, reading: 2 } }).state)).toMatchObject({ id: 'answer' });
});

test('B-03: a case of an earlier reading promises nobody an answer within the minutes of a visit', () => {
  const visit: ClockRule = {
    ...fromReceipt,
    id: 'visit',
    due: { workingMinutes: 20 },
    start: { on: ['received'], from: 'event' },
  };
  const { state } = new Story({ policy: { clocks: [visit, fromReceipt], reading: 2 } });
  expect(answerClock(state)).toMatchObject({ id: 'answer' });
});
