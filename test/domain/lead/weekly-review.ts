import { expect, test } from '@jest/globals';
import type { Clock } from '../../../domain/case/clocks/clock.ts';
import { LeadStory, manager, officer, wednesday } from '../../support/stories/lead-story.ts';

/** Sunday to Thursday 08:00–16:00 in Riyadh; the 18th is a Wednesday, 19 to 22 March are closed, the 25th is a Wednesday. */
const firstDue = '2026-03-18T13:00:00Z';
const secondDue = '2026-03-25T13:00:00Z';
const thirdDue = '2026-04-01T13:00:00Z';

const weeks = (story: LeadStory): Clock[] => story.state.clocks.filter(({ rule }) => rule === 'week');
const dues = (story: LeadStory) => weeks(story).map(({ dueAt, state }) => [dueAt, state]);
const missed = (story: LeadStory) => story.ofType('weekMissed').map(({ at }) => at);

test('a review in time ends the week, and the next one counts from it (N-06)', () => {
  const story = new LeadStory();
  expect(dues(story)).toEqual([[firstDue, 'running']]);
  story.act('review', manager, '2026-03-16T07:00:00Z', { outcome: 'progressing' });
  expect(dues(story)).toEqual([
    [firstDue, 'met'],
    ['2026-03-23T13:00:00Z', 'running'],
  ]);
  expect(story.state.reviews).toMatchObject({ made: 1, missed: 0, lastOutcome: 'progressing' });
});

test('a review at the very end of the week is in time', () => {
  const story = new LeadStory().act('review', manager, firstDue);
  expect(missed(story)).toEqual([]);
});

test('a week without a review is one fact; the ladder goes up and the next week runs as well (N-06)', () => {
  const story = new LeadStory().reach('2026-03-17T13:00:00Z');
  expect(story.notices.map(({ to }) => to)).toEqual(['role:manager']);
  story.reach(firstDue);
  expect(missed(story)).toEqual([firstDue]);
  expect(story.notices.map(({ to, template }) => [to, template])).toEqual([
    ['role:manager', 'deadline-missed'],
    ['role:council-secretary', 'deadline-missed'],
  ]);
  expect(dues(story)).toEqual([
    [firstDue, 'breached'],
    [secondDue, 'running'],
  ]);
  story.reach('2026-03-23T13:00:00Z');
  expect(story.ofType('escalated').map(({ data }) => data)).toMatchObject([
    { clock: 'week', rung: 1 },
    { clock: 'week', rung: 2 },
  ]);
});

test('each missed week is a fact of its own, and one review ends them all (N-06)', () => {
  const story = new LeadStory().reach(secondDue);
  expect(missed(story)).toEqual([firstDue, secondDue]);
  story.act('review', manager, '2026-03-26T07:00:00Z');
  expect(weeks(story).map(({ state, stoppedAt }) => [state, stoppedAt !== null])).toEqual([
    ['breached', true],
    ['breached', true],
    ['met', true],
    ['running', false],
  ]);
  expect(story.state.reviews).toMatchObject({ made: 1, missed: 2 });
  story.reach(thirdDue);
  expect(missed(story)).toHaveLength(2);
});

test('a worker that was away for weeks finds each of them missed, at its own instant', () => {
  const story = new LeadStory().act('review', manager, '2026-04-02T07:00:00Z');
  expect(missed(story)).toEqual([firstDue, secondDue, thirdDue]);
});

test('a lead that is cancelled has no weeks any more', () => {
  const story = new LeadStory().act('cancel', manager, wednesday).reach('2026-05-01T00:00:00Z');
  expect(missed(story)).toEqual([]);
  expect(weeks(story).map(({ state }) => state)).toEqual(['cancelled']);
});

test('a lead of years keeps a few weeks at hand, and every one in its timeline; a breach stays a fact', () => {
  const story = new LeadStory().reach(firstDue);
  let at = Date.parse('2026-03-23T07:00:00Z');
  for (let week = 0; week < 60; week += 1, at += 7 * 86_400_000) {
    story.act('review', manager, new Date(at).toISOString());
  }
  expect(weeks(story).length).toBeLessThanOrEqual(7);
  expect(story.ofType('clockStarted').filter(({ data }) => 'rule' in data && data.rule === 'week')).toHaveLength(62);
  expect(new Set(story.ofType('clockStarted').map(({ data }) => 'clock' in data && data.clock)).size).toBe(62);
  expect(story.state.clocks.some(({ breachedAt }) => breachedAt === firstDue)).toBe(true);
  // Somebody is told of a week that the lead has let go of: nothing changes, and nothing fails.
  const told = { type: 'told', data: { clock: 'week-9', rung: 0, staff: ['manager'] } };
  expect(story.told(told).state.clocks).toEqual(story.state.clocks);
});

test('the owner’s contacts are no review: that is the manager’s (N-06)', () => {
  const story = new LeadStory().act('follow', officer, '2026-03-12T07:00:00Z').reach(firstDue);
  expect(missed(story)).toEqual([firstDue]);
});

test('N-06: a weekly review touches the success rate; one without it is refused, but of an earlier reading', () => {
  const story = new LeadStory().act('review', manager, '2026-03-16T07:00:00Z', { rate: 65 });
  expect(story.state.rate).toBe(65);
  const without = { rate: undefined } as object;
  expect(story.attempt('review', manager, '2026-03-17T07:00:00Z', without)).toMatchObject({ refusal: 'Incomplete' });
  const earlier = new LeadStory({ policy: { reading: 2 } });
  const rate = earlier.state.rate;
  expect(earlier.act('review', manager, '2026-03-16T07:00:00Z', without).state).toMatchObject({
    rate,
    reviews: { made: 1 },
  });
});
