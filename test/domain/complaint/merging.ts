import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ClockRule, NoticeRule } from '../../../domain/case/policy.ts';
import { projectionOf } from '../../../domain/case/view.ts';
import { answerClock } from '../../../domain/complaint/answer-clock.ts';
import { complaint } from '../../../domain/complaint/kind.ts';
import type { ComplaintState } from '../../../domain/complaint/state.ts';
import { instantText } from '../../../domain/deadline/instants-and-dates.ts';
import { propertyRuns } from '../../support/jest/property-runs.ts';
import {
  agent,
  fromReceipt,
  inRetrospect,
  solvedAndAnswered,
  triage,
  words,
} from '../../support/samples/sample-policy.ts';
import { ComplaintCircle } from '../../support/stories/complaint-circle.ts';
import { type Story, type StoryOptions, wednesday } from '../../support/stories/complaint-story.ts';

const [one, other, third] = ['SA-C-00000-00001', 'SA-C-00000-00002', 'SA-C-00000-00003'];
const numbers = [one, other, third];
const dueLong = '2026-04-30T00:00:00Z';

function three(details: object = {}): ComplaintCircle {
  const circle = new ComplaintCircle();
  circle.open(one, { details });
  circle.open(other);
  circle.open(third);
  return circle;
}

describe('a complaint that is merged into another one', () => {
  test('ends, points to the one that remains, and is listed there', () => {
    const circle = three().act(one, 'merge', wednesday, { into: other }).deliver();
    expect(circle.of(one).state).toMatchObject({ status: 'merged', mergedInto: other, closedAt: wednesday });
    expect(circle.of(other).state).toMatchObject({ status: 'received', merged: [one] });
  });

  test('takes nothing more, and its refusal names the one that remains', () => {
    const { refusal, detail, allowed } = three()
      .act(one, 'merge', wednesday, { into: other })
      .deliver()
      .of(one)
      .refusal('accept', wednesday);
    expect({ refusal, allowed }).toEqual({ refusal: 'NotAllowedNow', allowed: [] });
    expect(detail).toContain(other);
  });

  test('brings its words, its priority and the staff whom it concerns', () => {
    const circle = three({ words: words('mine'), priority: 'high', about: ['agent-7'] });
    circle.act(one, 'merge', wednesday, { into: other }).deliver();
    const { priority, about, words: all } = circle.of(other).state;
    expect({ priority, about }).toEqual({ priority: 'high', about: ['agent-7'] });
    expect(all.map(({ id }) => id)).toEqual(['opening', 'mine']);
  });

  test('takes the remaining one away from an owner whom it concerns', () => {
    const circle = three({ about: [agent.id] });
    circle.act(other, 'assign', wednesday, { to: agent.id }).act(one, 'merge', wednesday, { into: other }).deliver();
    expect(circle.of(other).state).toMatchObject({ owner: null, about: [agent.id] });
    expect(circle.of(other).event('ownerLost').data).toEqual({ from: agent.id });
  });

  test('is hidden from those whom the remaining one concerns', () => {
    const circle = new ComplaintCircle();
    circle.open(one);
    circle.open(other, { details: { about: ['agent-7'] } });
    circle.act(one, 'merge', wednesday, { into: other }).deliver();
    expect(circle.of(one).state.about).toEqual(['agent-7']);
  });

  test('leaves no clock running, and a breach that stands stays', () => {
    const circle = three();
    circle.of(one).reach(dueLong);
    const { breachedAt } = circle.of(one).clock();
    circle.act(one, 'merge', dueLong, { into: other }).deliver();
    expect(breachedAt).not.toBeNull();
    expect(circle.of(one).clock()).toMatchObject({ state: 'breached', breachedAt, stoppedAt: dueLong });
    expect(circle.of(one).nextInstant).toBeNull();
    expect(circle.of(one).state.clocks.filter(({ stoppedAt }) => stoppedAt === null)).toEqual([]);
  });

  test('waits for the other one: meanwhile it takes no command, and its clocks run on', () => {
    const circle = three().act(one, 'merge', wednesday, { into: other });
    const story = circle.of(one);
    expect(story.refusal('accept', wednesday)).toMatchObject({ refusal: 'NotAllowedNow', allowed: [] });
    expect(story.refusal('accept', wednesday).detail).toContain('being merged');
    expect(story.clock().state).toBe('running');
  });

  test('and does not say which one that is to people who may not know of it (F-10)', () => {
    const story = three().act(one, 'merge', wednesday, { into: other }).of(one);
    expect(story.refusal('accept', wednesday).detail).not.toContain(other);
  });
});

describe('R4: what was promised for a complaint that is merged', () => {
  const thursday = '2026-03-12T07:00:00Z';
  const due = '2026-03-24T13:00:00Z';
  /** The one that is merged is a day older than the one that remains. */
  function merged(of: StoryOptions = {}, into: StoryOptions = {}): Story {
    const circle = new ComplaintCircle();
    circle.open(one, of);
    circle.open(other, { at: thursday, ...into });
    return circle.act(one, 'merge', thursday, { into: other }).deliver().of(other);
  }

  test('is kept by the one that remains: the earlier instant is what the customer is told, and what is missed', () => {
    const story = merged();
    expect(story.clock()).toMatchObject({ startedAt: thursday, dueAt: '2026-03-25T13:00:00Z' });
    expect(story.clock('answer-2')).toMatchObject({ state: 'running', startedAt: wednesday, dueAt: due });
    expect(answerClock(story.state)?.id).toBe('answer-2');
    expect(story.reach(due).clock('answer-2')).toMatchObject({ state: 'breached', breachedAt: due });
    expect(story.clock()).toMatchObject({ state: 'running', breachedAt: null });
  });

  test('R4: the message about the merge names the earliest day that was promised for either', () => {
    const notices: NoticeRule[] = [
      { source: 'ours', on: 'merged', to: 'customer', channels: ['sms'], template: 'merged', urgent: false },
    ];
    const told = (of: StoryOptions, into: StoryOptions) => {
      const circle = new ComplaintCircle();
      circle.open(one, { ...of, policy: { ...of.policy, notices } });
      circle.open(other, into);
      circle.act(one, 'merge', thursday, { into: other }).deliver();
      return circle.of(one).notices.map(({ template, instant }) => [template, instant]);
    };
    // Its own is earlier; that of the one that remains is.
    expect(told({}, { at: thursday })).toEqual([['merged', due]]);
    expect(told({ at: thursday }, {})).toEqual([['merged', due]]);
    const noClock = { policy: { clocks: [triage] } };
    expect(told(noClock, noClock)).toEqual([['merged', undefined]]);
    expect(told({ policy: { reading: 2 } }, { policy: { reading: 2 } })).toEqual([['merged', undefined]]);
  });

  test('is met by the answer of the one that remains, and its view says whose promise it was', () => {
    const story = merged().act('accept', thursday).act('answer', thursday);
    const view = projectionOf(complaint, story.record).view.clocks.find(({ id }) => id === 'answer-2');
    expect(view).toMatchObject({ state: 'met', from: one });
  });

  test('goes on where it had been missed already, and is climbed further', () => {
    const circle = new ComplaintCircle();
    circle.open(one);
    circle.open(other, { at: thursday });
    circle.of(one).reach(due);
    const story = circle.act(one, 'merge', due, { into: other }).deliver().of(other);
    expect(story.clock('answer-2')).toMatchObject({ state: 'breached', breachedAt: due });
    story.reach('2026-03-25T13:00:00Z');
    expect(story.types('answer-2')).toEqual(['clockTakenOver', 'escalated']);
  });

  test('follows its own rule, whatever the one that remains follows', () => {
    const solution: ClockRule = { ...fromReceipt, stop: { on: ['solved'], need: 'any' } };
    const story = merged({ policy: { clocks: [solution] } }).act('accept', thursday);
    story.act('answer', thursday, { body: { solved: false } });
    expect([story.clock().state, story.clock('answer-2').state]).toEqual(['met', 'running']);
  });

  test.each([
    ['when it is accepted', false],
    ['at once where it has been accepted', true],
  ])('F-07: counts from when the merged one was complete, %s', (_, isAccepted) => {
    const policy = { clocks: [inRetrospect] };
    const circle = new ComplaintCircle();
    circle.open(one, { policy });
    circle.open(other, { policy, at: thursday });
    if (isAccepted) circle.act(other, 'accept', thursday);
    circle.act(one, 'merge', thursday, { into: other }).deliver();
    if (!isAccepted) circle.act(other, 'accept', thursday);
    expect(circle.of(other).clock('answer-2')).toMatchObject({ state: 'running', startedAt: wednesday });
  });

  test('does not stay paused', () => {
    const circle = new ComplaintCircle();
    circle.open(one);
    circle.open(other, { at: thursday });
    circle.act(one, 'accept', wednesday).act(one, 'pause', wednesday);
    circle.act(one, 'merge', thursday, { into: other }).deliver();
    expect(circle.of(other).clock('answer-2')).toMatchObject({ state: 'running' });
  });

  test('as news is kept too: the earlier of both', () => {
    const news = '2026-03-15T07:00:00Z';
    const circle = new ComplaintCircle();
    circle.open(one);
    circle.open(other, { at: thursday });
    circle.act(one, 'accept', wednesday).act(one, 'interim', wednesday, { expectedBy: news });
    circle.act(other, 'accept', thursday).act(other, 'interim', thursday, { expectedBy: '2026-03-16T07:00:00Z' });
    const story = circle.act(one, 'merge', thursday, { into: other }).deliver().of(other);
    expect(story.state.promise).toMatchObject({ expectedBy: news });
    expect(story.reach(news).types()).toContain('promiseMissed');
  });

  test('goes along however often it is merged', () => {
    const circle = new ComplaintCircle();
    circle.open(one);
    circle.open(other, { at: thursday });
    circle.open(third, { at: '2026-03-15T07:00:00Z' });
    circle.act(one, 'merge', thursday, { into: other }).deliver();
    const { state } = circle.act(other, 'merge', '2026-03-15T07:00:00Z', { into: third }).deliver().of(third);
    expect(state.clocks.flatMap(({ from }) => from?.number ?? [])).toEqual([other, one]);
    expect(answerClock(state)).toMatchObject({ startedAt: wednesday, dueAt: due });
  });

  test('B-08: stays the one limit over all rounds', () => {
    const limit: ClockRule = { ...solvedAndAnswered, overall: true };
    const round: ClockRule = { ...solvedAndAnswered, id: 'round', start: { on: ['roundOpened'], from: 'event' } };
    const policy = { clocks: [limit, round] };
    const story = merged({ policy }, { policy }).act('accept', thursday).act('answer', thursday);
    story.act('confirm', thursday, { body: { helped: false } });
    expect(answerClock(story.state)).toMatchObject({
      startedAt: wednesday,
      dueAt: '2026-03-16T13:00:00Z',
      state: 'running',
    });
  });

  test('is not looked at by one of an earlier reading', () => {
    expect(merged({}, { policy: { reading: 2 } }).state.clocks.map(({ id }) => id)).toEqual(['answer', 'triage']);
  });
});

describe('a complaint is not merged', () => {
  test('into itself', () => {
    expect(
      three()
        .of(one)
        .refusal('merge', wednesday, { body: { into: one } }),
    ).toMatchObject({ refusal: 'Incomplete' });
  });

  test('while a department’s ticket is open, and the refusal names it', () => {
    const story = three().act(one, 'accept', wednesday).act(one, 'open-department-ticket', wednesday).of(one);
    const refusal = story.refusal('merge', wednesday, { body: { into: other } });
    expect(refusal.detail).toContain('SA-D-00000-00001');
    expect(refusal.allowed).not.toContain('merge');
  });

  test.each([
    ['has ended', ['withdraw'], 'ended'],
    ['is answered', ['accept', 'answer'], 'not-open'],
    ['is declined', ['decline'], 'not-open'],
  ] as const)('into one that %s: it stays as it was, and takes commands again', (_, commands, why) => {
    const circle = three();
    for (const command of commands) circle.act(other, command, wednesday);
    circle.act(one, 'merge', wednesday, { into: other }).deliver();
    expect(circle.of(one).state).toMatchObject({ status: 'received', merging: null, notTaken: why });
    expect(circle.of(one).act('accept', wednesday).state.status).toBe('open');
    expect(circle.of(other).state.merged).toEqual([]);
  });

  const intoEachOther = () =>
    three().act(one, 'merge', wednesday, { into: other }).act(other, 'merge', wednesday, { into: one });

  test('into one that goes into it at once: both stay as they were', () => {
    const circle = intoEachOther().deliver();
    expect(circle.of(one).state).toMatchObject({ status: 'received', notTaken: 'being-merged', merged: [] });
    expect(circle.of(other).state).toMatchObject({ status: 'received', notTaken: 'being-merged', merged: [] });
  });

  test('into one that goes into it at once and has been refused by then: the one takes the other', () => {
    const circle = intoEachOther().deliver('newest-first');
    expect(circle.of(one).state).toMatchObject({ status: 'merged', mergedInto: other });
    expect(circle.of(other).state).toMatchObject({ status: 'received', merged: [one] });
  });
});

const afterAll = '2026-03-18T07:00:00Z';

/** Complaints of different ages, with clocks of different documents. */
const openings = fc.tuple(
  ...numbers.map(() =>
    fc.record({
      at: fc.integer({ min: 0, max: 6 * 24 }).map((hours) => instantText(Date.parse(wednesday) + hours * 3_600_000)),
      policy: fc.record({
        clocks: fc.constantFrom<ClockRule[]>(
          [fromReceipt, triage],
          [inRetrospect],
          [solvedAndAnswered],
          [{ ...fromReceipt, due: { workingDays: 2 } }],
        ),
      }),
    }),
  ),
);

/** Merging never moves a promise later: whatever one had promised the one that remains owes, at that instant or before. */
function noPromiseIsLater(story: Story, end: ComplaintState): void {
  for (const clock of story.state.clocks.filter(
    ({ rule, from, dueAt }) => rule === 'answer' && !from && dueAt !== null,
  )) {
    const kept = end.clocks.filter((one) => (one.from?.number ?? end.number) === story.state.number);
    expect(kept.map(({ dueAt }) => dueAt)).toContain(clock.dueAt);
    const promised = answerClock(end)?.dueAt;
    if (clock.breachedAt === null && end.status !== 'answered') {
      expect(Date.parse(promised ?? 'never')).toBeLessThanOrEqual(Date.parse(String(clock.dueAt)));
    }
  }
}

test('R4: merging never moves a promise later, and however complaints are merged into each other, each that ends leads to one that has not ended', () => {
  const happening = fc.oneof(
    fc.record({
      what: fc.constant('merge' as const),
      of: fc.constantFrom(...numbers),
      into: fc.constantFrom(...numbers),
    }),
    fc.record({ what: fc.constant('accept' as const), of: fc.constantFrom(...numbers) }),
    fc.record({ what: fc.constant('deliver' as const), order: fc.constantFrom('oldest-first', 'newest-first') }),
  );
  fc.assert(
    fc.property(fc.array(happening, { minLength: 1, maxLength: 12 }), openings, (happenings, opened) => {
      const circle = new ComplaintCircle();
      for (const [index, number] of numbers.entries()) circle.open(number, opened[index]);
      for (const one of happenings) {
        if (one.what === 'deliver') circle.deliver(one.order as 'oldest-first');
        else circle.tryTo(one.of, one.what, afterAll, 'into' in one ? { into: one.into } : {});
      }
      circle.deliver();
      const ends = [...circle.stories.values()].filter(({ state }) => state.status !== 'merged');
      for (const story of circle.stories.values()) {
        expect(story.state.merging).toBeNull();
        let end = story.state;
        for (let steps = 0; end.status === 'merged'; steps += 1) {
          expect(steps).toBeLessThan(numbers.length);
          const next = circle.of(end.mergedInto).state;
          expect(next.merged).toContain(end.number);
          end = next;
        }
        noPromiseIsLater(story, end);
      }
      expect(ends.length).toBeGreaterThan(0);
    }),
    propertyRuns('merging'),
  );
});
