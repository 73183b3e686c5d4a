import { describe, expect, test } from '@jest/globals';
import { agent, solvedAndTold } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const at = (hours: number) => new Date(Date.parse(wednesday) + hours * 3_600_000).toISOString();
/** An answer at 11:00 in Riyadh, of a case whose clock waits until the customer has been told. */
const answered = () => new Story({ policy: { clocks: [solvedAndTold] } }).act('accept', at(0)).act('answer', at(1));

describe('a letter to a customer without telephone and e-mail', () => {
  test('B-08, N-13: counts as told once it is delivered, and ends the clock then', () => {
    const story = answered();
    expect(story.clock().state).toBe('running');
    story.act('deliver-letter', at(5), { by: agent, body: { answer: at(1), by: 'in-person' } });
    expect(story.event('letterDelivered').data).toMatchObject({ letter: 'letter-1', by: 'in-person' });
    expect(story.event('customerTold').data).toEqual({ by: 'letter' });
    expect(story.clock()).toMatchObject({ state: 'met', metAt: at(5) });
  });

  test('one that tells another answer, or none, ends nothing; the same one is delivered once', () => {
    const story = answered().act('deliver-letter', at(5), { by: agent, body: { answer: at(0) } });
    expect(story.types()).not.toContain('customerTold');
    expect(story.refusal('deliver-letter', at(6), { by: agent })).toMatchObject({ refusal: 'NotAllowedNow' });
  });

  test('told by telephone, it waits for an identification like everything that is told so', () => {
    const story = answered();
    const call = { answer: at(1), by: 'call' as const };
    expect(story.refusal('deliver-letter', at(5), { by: agent, body: call })).toMatchObject({ refusal: 'Incomplete' });
    story.act('identify', at(5), { by: agent }).act('deliver-letter', at(5), { by: agent, body: call });
    expect(story.clock().state).toBe('met');
    // Whatever the channels are called by which the policy identifies callers.
    const identification = { needed: 2, validMinutes: 15, mostFailed: 3, channels: ['hotline'] };
    const named = new Story({ policy: { identification } }).act('accept', at(0)).act('answer', at(1));
    expect(named.refusal('deliver-letter', at(5), { by: agent, body: call })).toMatchObject({ refusal: 'Incomplete' });
  });
});
