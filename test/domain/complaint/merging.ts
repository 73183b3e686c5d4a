import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ComplaintCircle } from '../../support/complaint-circle.ts';
import { wednesday } from '../../support/complaint-story.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { agent, words } from '../../support/sample-policy.ts';

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

test('however complaints are merged into each other, each that ends leads to one that has not ended', () => {
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
    fc.property(fc.array(happening, { minLength: 1, maxLength: 12 }), (happenings) => {
      const circle = three();
      for (const one of happenings) {
        if (one.what === 'deliver') circle.deliver(one.order as 'oldest-first');
        else circle.tryTo(one.of, one.what, wednesday, 'into' in one ? { into: one.into } : {});
      }
      circle.deliver();
      for (const story of circle.stories.values()) {
        expect(story.state.merging).toBeNull();
        let end = story.state;
        for (let steps = 0; end.status === 'merged'; steps += 1) {
          expect(steps).toBeLessThan(numbers.length);
          const next = circle.of(end.mergedInto).state;
          expect(next.merged).toContain(end.number);
          end = next;
        }
      }
    }),
    propertyRuns('merging'),
  );
});
