import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Clock } from '../../../domain/case/clocks/clock.ts';
import type { NoticeRule } from '../../../domain/case/policy.ts';
import { complaint } from '../../../domain/complaint/kind.ts';
import type { ComplaintPolicy } from '../../../domain/complaint/policy.ts';
import { instantText } from '../../../domain/deadline/instants-and-dates.ts';
import { propertyRuns } from '../../support/jest/property-runs.ts';
import { fromReceipt, manager, triage, words } from '../../support/samples/sample-policy.ts';
import { ComplaintCircle } from '../../support/stories/complaint-circle.ts';
import { live, undoneWithinADay } from '../../support/stories/complaint-life.ts';
import { life } from '../../support/stories/complaint-model.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const [one, other, third] = ['SA-C-00000-00001', 'SA-C-00000-00002', 'SA-C-00000-00003'];
const thursday = '2026-03-12T07:00:00Z';
const afterADay = '2026-03-12T07:00:01Z';
const later = '2026-03-11T12:00:00Z';

const toldOfMerging: NoticeRule[] = (['merged', 'mergeUndone'] as const).map((on) => ({
  ...{ source: 'ours', on, to: 'customer', channels: ['sms'], template: on, urgent: false },
}));

const policy: Partial<ComplaintPolicy> = { ...undoneWithinADay, notices: toldOfMerging };

/** Three complaints whose merging can be undone for a day. */
function three(changes: Partial<ComplaintPolicy> = {}): ComplaintCircle {
  const circle = new ComplaintCircle();
  for (const number of [one, other, third]) circle.open(number, { policy: { ...policy, ...changes } });
  return circle;
}

const merged = (circle = three(), at = wednesday) => circle.act(one, 'merge', at, { into: other }).deliver();

describe('a merging that is undone within a day', () => {
  test('the complaint goes on by itself, where it stood; both timelines say so', () => {
    const circle = three().act(one, 'accept', wednesday);
    merged(circle).act(one, 'undo-merge', later).deliver();
    expect(circle.of(one).state).toMatchObject({ status: 'open', acceptedAt: wednesday, closedAt: null });
    expect(circle.of(one).state).not.toHaveProperty('mergedInto');
    expect(circle.of(one).event('mergeUndone').data).toMatchObject({ into: other, words: { id: 'why-it-is-undone' } });
    expect(circle.of(other).event('mergeGivenBack').data).toEqual({ from: one, of: [one] });
    expect(circle.of(other).state.merged).toEqual([]);
  });

  test('its clocks run on from receipt as if it had never been merged', () => {
    const [apart, circle] = [three(), three()];
    merged(circle).act(one, 'undo-merge', later).deliver();
    expect(circle.of(one).clock()).toEqual(apart.of(one).clock());
    expect(circle.of(one).clock('triage')).toEqual(apart.of(one).clock('triage'));
    expect(circle.of(one).nextInstant).toBe(apart.of(one).nextInstant);
  });

  test('what fell due meanwhile has been missed, and is a fact as soon as it is undone', () => {
    const circle = merged(three({ clocks: [{ ...fromReceipt, due: { elapsed: 'PT2H' } }, triage] }));
    expect(circle.of(one).types()).not.toContain('breached');
    circle.act(one, 'undo-merge', later).deliver();
    expect(circle.of(one).clock()).toMatchObject({ state: 'breached', breachedAt: '2026-03-11T09:00:00Z' });
  });

  test('a breach that stands is climbed further, and a clock that was paused is paused', () => {
    const due = '2026-03-24T13:00:00Z';
    const circle = three();
    circle.of(one).reach(due);
    merged(circle, due).act(one, 'undo-merge', due).deliver();
    expect(circle.of(one).clock()).toMatchObject({ state: 'breached', breachedAt: due, stoppedAt: null });
    circle.of(one).reach('2026-03-25T13:00:00Z');
    expect(
      circle
        .of(one)
        .types('answer')
        .filter((type) => type === 'breached'),
    ).toHaveLength(1);
    expect(
      circle
        .of(one)
        .clock()
        .rungs.every(({ firedAt }) => firedAt !== null),
    ).toBe(true);

    const paused = three().act(one, 'accept', wednesday).act(one, 'pause', wednesday);
    merged(paused, later).act(one, 'undo-merge', later).deliver().act(one, 'resume', thursday);
    expect(paused.of(one).clock().pauses).toEqual([{ from: wednesday, to: thursday }]);
    expect(paused.of(one).clock().state).toBe('running');
  });

  test('the other one gives back its promises, and keeps what was said', () => {
    const circle = new ComplaintCircle();
    circle.open(one, { policy, details: { about: ['agent-7'], words: words('theirs') } });
    circle.open(other, { policy });
    merged(circle);
    expect(circle.of(other).clock('answer-2').state).toBe('running');
    circle.act(one, 'undo-merge', later).deliver();
    expect(circle.of(other).clock('answer-2')).toMatchObject({ state: 'cancelled', breachedAt: null });
    expect(circle.of(other).clock().state).toBe('running');
    expect(circle.of(other).state).toMatchObject({ about: ['agent-7'] });
    expect(circle.of(other).state.words.map(({ id }) => id)).toEqual(['opening', 'theirs']);
  });

  test('if the other one was merged further, the last one gives the promises back as well', () => {
    const circle = merged().act(other, 'merge', later, { into: third }).deliver();
    const of = () => circle.of(third).state.clocks.filter(({ from, stoppedAt }) => from && stoppedAt === null);
    expect(of().map(({ from }) => from?.number)).toEqual([other, one]);
    circle.act(one, 'undo-merge', later).deliver();
    expect(of().map(({ from }) => from?.number)).toEqual([other]);
    circle.act(other, 'undo-merge', later).deliver();
    expect(of()).toEqual([]);
    const own = circle.of(other).state.clocks.filter(({ stoppedAt }) => stoppedAt === null);
    expect(own.map(({ id }) => id)).toEqual(['answer', 'triage']);
  });

  test('the customer who was told of the merging is told when the answer is due again', () => {
    const circle = merged().act(one, 'undo-merge', later);
    expect(circle.of(one).notices.map(({ template, to }) => [template, to])).toContainEqual([
      'mergeUndone',
      'customer',
    ]);
  });

  test('it can be merged and undone again', () => {
    const circle = merged().act(one, 'undo-merge', later).deliver();
    merged(circle, later).act(one, 'undo-merge', later).deliver();
    expect(circle.of(one).state.status).toBe('received');
    expect(circle.of(other).state.merged).toEqual([]);
  });
});

/** The clock without when a rung was noticed, which for what fell due meanwhile is when the merging was undone. */
function withoutFiring(clock: Clock) {
  return { ...clock, rungs: clock.rungs.map(({ firedAt, ...rung }) => ({ ...rung, hasFired: firedAt !== null })) };
}

test('whatever has happened to it before, its clocks are as if it had never been merged', () => {
  let compared = 0;
  fc.assert(
    fc.property(life, fc.integer({ min: 0, max: 86_399 }), (some, seconds) => {
      const of = { ...some, policy: { ...some.policy, ...undoneWithinADay } };
      const [{ story: apart }, { story }] = [live(of), live(of)];
      const at = story.record.lastAt;
      const undoneAt = instantText(Date.parse(at) + seconds * 1000);
      const into = new Story({ number: '99', policy: undoneWithinADay, at });
      const asked = story.attempt('merge', at, { body: { into: '99' } });
      // The rules of another kind, which it may have come to have, give no time for it.
      if ('refusal' in asked || !story.state.policy.mergeUndoneWithin) return;
      story.take(asked);
      story.hear('merge-taken', at, { into: into.state.number, about: [] });
      const { status } = apart.state;
      apart.reach(undoneAt);
      story.act('undo-merge', undoneAt).reach(undoneAt);
      // What ended by itself in that time ends as soon as it is undone.
      if (apart.state.status !== status) return;
      expect(story.state.clocks.map(withoutFiring)).toEqual(apart.state.clocks.map(withoutFiring));
      compared += 1;
    }),
    propertyRuns('a merging that is undone'),
  );
  expect(compared).toBeGreaterThan(5);
});

describe('a merging stands', () => {
  test('once its day is over: then the complaint has ended', () => {
    const circle = merged();
    expect(complaint.isOver(circle.of(one).state)).toBe(false);
    expect(circle.of(one).nextInstant).toBe(thursday);
    circle.of(one).reach(thursday);
    expect(circle.of(one).types().at(-1)).toBe('mergeStood');
    expect(complaint.isOver(circle.of(one).state)).toBe(true);
    expect(circle.tryTo(one, 'undo-merge', afterADay)).toMatchObject({ refusal: 'NotAllowedNow', allowed: [] });
  });

  test('under a policy that gives no time, at once', () => {
    const circle = new ComplaintCircle();
    for (const number of [one, other]) circle.open(number);
    merged(circle);
    expect(complaint.isOver(circle.of(one).state)).toBe(true);
    expect(circle.of(one).event('merged').data).not.toHaveProperty('undoUntil');
  });

  test('for those whom either complaint names', () => {
    const circle = new ComplaintCircle();
    circle.open(one, { policy });
    circle.open(other, { policy, details: { about: [manager.id] } });
    merged(circle);
    expect(circle.tryTo(one, 'undo-merge', later)?.refusal).toBe('NamedInCase');
  });
});
