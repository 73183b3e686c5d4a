import { expect, test } from '@jest/globals';
import { agent, supervisor } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const later = '2026-03-12T06:00:00Z';

test('B-07: a step is ticked off with who and when', () => {
  const story = new Story().act('tick-step', wednesday, { by: agent }).act('accept', wednesday);
  story.act('tick-step', later, { by: supervisor, body: { step: 'follow-up' } });
  expect(story.state.stepsDone).toEqual([
    { step: 'listen', round: 1, by: 'agent-1', at: wednesday },
    { step: 'follow-up', round: 1, by: 'supervisor-1', at: later },
  ]);
});

test('ticking a step off again changes nothing, and the first who did it stands', () => {
  const story = new Story().act('tick-step', wednesday, { by: agent });
  const before = story.record;
  story.act('tick-step', later, { by: supervisor });
  expect(story.record).toEqual(before);
});

test('a new round begins with no step done, and keeps those of the round before', () => {
  const story = new Story().act('accept', wednesday).act('tick-step', wednesday).act('answer', wednesday);
  story.act('confirm', later, { body: { helped: false } }).act('tick-step', later);
  expect(story.state.stepsDone.map(({ round }) => round)).toEqual([1, 2]);
});

test('a step that the policy does not know is refused', () => {
  expect(new Story().refusal('tick-step', wednesday, { body: { step: 'dance' } })).toMatchObject({
    refusal: 'Incomplete',
  });
});

test.each([[undefined], [[]]])('a policy without a checklist (%j) offers no step', (checklist) => {
  const story = new Story({ policy: { checklist: checklist as never } });
  const { refusal, allowed } = story.refusal('tick-step', wednesday);
  expect(refusal).toBe('NotAllowedNow');
  expect(allowed).not.toContain('tick-step');
});
