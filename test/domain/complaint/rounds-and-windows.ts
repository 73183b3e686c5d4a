import { describe, expect, test } from '@jest/globals';
import { customerActor } from '../../../domain/case/command.ts';
import { complaint } from '../../../domain/complaint/kind.ts';
import { inRetrospect, solvedAndAnswered } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const answeredOn = '2026-03-12T06:00:00Z';
const answered = () => new Story().act('accept', wednesday).act('answer', answeredOn);

describe('a second round', () => {
  const notHelped = { by: customerActor, body: { helped: false } };

  test('has a clock of its own from the instant at which the customer says no', () => {
    const story = answered().act('confirm', '2026-03-15T06:00:00Z', notHelped);
    expect(story.state).toMatchObject({ status: 'open', round: 2, solved: false });
    expect(story.clock()).toMatchObject({ state: 'met', round: 1 });
    // Seven working days after Sunday 15 March, the 19th to the 22nd being closed.
    expect(story.clock('answer-2')).toMatchObject({
      state: 'running',
      round: 2,
      startedAt: '2026-03-15T06:00:00Z',
      dueAt: '2026-03-26T13:00:00Z',
    });
  });

  test('leaves the breach of the first one where it is', () => {
    const story = new Story().act('accept', wednesday).reach('2026-03-24T13:00:00Z');
    story.act('answer', '2026-03-25T06:00:00Z').act('confirm', '2026-03-26T06:00:00Z', notHelped);
    story.act('answer', '2026-03-29T06:00:00Z').act('confirm', '2026-03-30T06:00:00Z');
    expect(story.clock()).toMatchObject({ state: 'breached', breachedAt: '2026-03-24T13:00:00Z' });
    expect(story.clock('answer-2').state).toBe('met');
  });

  test('leaves the breach of a clock that it replaces', () => {
    const policy = { reading: 2 as const, clocks: [solvedAndAnswered] };
    const story = new Story({ policy }).act('accept', wednesday).act('answer', answeredOn, { body: { solved: false } });
    story.reach('2026-03-16T13:00:00Z').act('confirm', '2026-03-17T06:00:00Z', notHelped);
    expect(story.clock()).toMatchObject({ state: 'breached', breachedAt: '2026-03-16T13:00:00Z' });
    expect(story.clock('answer-2')).toMatchObject({ state: 'running', breachedAt: null });
  });

  test('counts from its own opening also where the first counted in retrospect', () => {
    const story = new Story({ policy: { clocks: [inRetrospect] } }).act('accept', wednesday).act('answer', answeredOn);
    story.act('confirm', '2026-03-15T06:00:00Z', notHelped);
    expect(story.clock('answer-2')).toMatchObject({ startedAt: '2026-03-15T06:00:00Z', breachedAt: null });
  });

  test('can be followed by a third', () => {
    const story = answered().act('confirm', '2026-03-15T06:00:00Z', notHelped);
    story.act('answer', '2026-03-16T06:00:00Z').act('confirm', '2026-03-17T06:00:00Z', notHelped);
    expect(story.state).toMatchObject({ status: 'open', round: 3 });
    expect(story.clock('answer-3')).toMatchObject({ state: 'running', round: 3 });
  });
});

describe('the window for the verdict', () => {
  // Seven calendar days after Thursday 12 March is the 19th, which is closed: the next closing time is Monday's.
  const until = '2026-03-23T13:00:00Z';

  test('ends with a closing by silence', () => {
    const story = answered().reach(until);
    expect(story.state).toMatchObject({ status: 'closed', outcome: 'silence', closedAt: until });
  });

  test('takes a verdict at its very last instant', () => {
    const story = answered().act('confirm', until, { by: customerActor });
    expect(story.state).toMatchObject({ status: 'closed', outcome: 'helped' });
  });

  test('refuses a verdict after it', () => {
    expect(answered().refusal('confirm', '2026-03-23T13:00:01Z')).toMatchObject({
      refusal: 'NotAllowedNow',
      status: 'closed',
    });
  });
});

describe('the window for completion', () => {
  // Fourteen calendar days after Wednesday 11 March.
  const until = '2026-03-25T13:00:00Z';
  const returned = () => new Story().act('return-for-completion', wednesday);

  test('begins with a complaint that is no longer complete', () => {
    expect(returned().state).toMatchObject({ status: 'returned', completeAt: null, completeUntil: until });
  });

  test('ends with a decline because nothing came', () => {
    const story = returned().reach(until);
    expect(story.state).toMatchObject({ status: 'declined', reasonCode: 'not-completed', closedAt: until });
  });

  test('takes a completion at its very last instant', () => {
    expect(returned().act('complete', until, { by: customerActor }).state).toMatchObject({
      status: 'received',
      completeAt: until,
    });
  });
});

describe('F-07: complete means that what was asked for is there', () => {
  const asked = (missing: string[], reading: 2 | 3 = 3) =>
    new Story({ policy: { reading } }).act('return-for-completion', '2026-03-12T06:00:00Z', { body: { missing } });

  test('F-07: words alone, or another field, complete nothing and start no clock', () => {
    const story = asked(['reference', 'details']);
    for (const given of [undefined, [], ['reference']]) {
      const refusal = story.refusal('complete', '2026-03-12T07:00:00Z', { body: { given } as never });
      expect(refusal).toMatchObject({ refusal: 'Incomplete', detail: expect.stringContaining('details') });
    }
    expect(story.state).toMatchObject({ status: 'returned', completeAt: null });
    story.act('complete', '2026-03-12T08:00:00Z', { body: { given: ['details', 'reference'] } });
    expect(story.state).toMatchObject({ status: 'received', completeAt: '2026-03-12T08:00:00Z' });
  });

  test('F-07: a document that was asked for is there once it is attached, one from before is not it', () => {
    const before = new Story()
      .act('attach', '2026-03-11T08:00:00Z')
      .act('return-for-completion', '2026-03-12T06:00:00Z', { body: { missing: ['document'] } });
    const none = { body: { given: ['document', 'details'].slice(1) } };
    expect(before.refusal('complete', '2026-03-12T07:00:00Z', none)).toMatchObject({ refusal: 'Incomplete' });
    before.act('attach', '2026-03-12T07:30:00Z', { body: { attachment: 'document-2' } });
    expect(before.act('complete', '2026-03-12T08:00:00Z', none).state.status).toBe('received');
  });

  test('F-07: a case of an earlier reading is completed as it began', () => {
    expect(asked(['reference'], 2).act('complete', '2026-03-12T07:00:00Z', { body: { given: [] } }).state.status).toBe(
      'received',
    );
  });
});

describe('returns for completion', () => {
  const returnedTwice = () =>
    new Story()
      .act('return-for-completion', '2026-03-12T06:00:00Z')
      .act('complete', '2026-03-12T07:00:00Z')
      .act('return-for-completion', '2026-03-12T08:00:00Z');

  test('are capped by the pack', () => {
    const story = returnedTwice().act('complete', '2026-03-12T09:00:00Z');
    expect(story.refusal('return-for-completion', '2026-03-12T10:00:00Z')).toMatchObject({
      refusal: 'ReturnsExhausted',
      status: 'received',
    });
  });

  test('are reported when the last one is used up', () => {
    const story = returnedTwice();
    expect(story.event('returnsExhausted').data).toEqual({ count: 2 });
    expect(story.types().filter((type) => type === 'returnsExhausted')).toHaveLength(1);
  });
});

describe('the end of a complaint', () => {
  test('comes when the window for reopening is over', () => {
    const story = answered().act('confirm', '2026-03-15T06:00:00Z');
    expect(complaint.isOver(story.state)).toBe(false);
    // Thirty calendar days after Sunday 15 March.
    expect(story.nextInstant).toBe('2026-04-14T13:00:00Z');
    story.reach('2026-04-14T13:00:00Z');
    expect(complaint.isOver(story.state)).toBe(true);
    expect(story.nextInstant).toBeNull();
  });

  test('comes after a decline in the same way', () => {
    const story = new Story().act('decline', '2026-03-15T06:00:00Z').reach('2026-04-14T13:00:00Z');
    expect(complaint.isOver(story.state)).toBe(true);
  });

  test('comes at once with a withdrawal', () => {
    expect(complaint.isOver(new Story().act('withdraw', wednesday).state)).toBe(true);
  });
});

describe('windows under a calendar that does not reach so far', () => {
  const nearEnd = '2027-12-29T07:00:00Z';

  test('stay open for thirty days of elapsed time instead', () => {
    const story = new Story({ at: nearEnd }).act('accept', nearEnd).act('answer', nearEnd);
    expect(story.state).toMatchObject({ status: 'answered', followUpUntil: '2028-01-28T07:00:00Z' });
  });
});
