import { describe, expect, test } from '@jest/globals';
import { chainHolds, digestOf, type TimelineEvent } from '../../../domain/case/event.ts';
import { canonicalJson, digest } from '../../../domain/digest.ts';
import { agent } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const story = new Story()
  .act('accept', wednesday, { by: agent })
  .reach('2026-03-24T13:00:00Z')
  .act('answer', '2026-03-25T06:00:00Z', { by: { ...agent, onBehalfOf: 'customer' } });

const changed = (index: number, change: Partial<TimelineEvent>): TimelineEvent[] =>
  story.events.map((event, at) => (at === index ? { ...event, ...change } : event));

test('the chain of a whole complaint holds', () => {
  expect(story.events.length).toBeGreaterThan(8);
  expect(chainHolds(story.events)).toBe(true);
});

test('the chain holds after a journey through JSON', () => {
  expect(chainHolds(JSON.parse(JSON.stringify(story.events)) as TimelineEvent[])).toBe(true);
});

test('sequences have no gap and instants never go back', () => {
  expect(story.events.map(({ sequence }) => sequence)).toEqual(story.events.map((_, index) => index + 1));
  const instants = story.events.map(({ at }) => Date.parse(at));
  expect(instants).toEqual(instants.toSorted((a, b) => a - b));
});

describe('a chain is broken by', () => {
  const answered = story.events.findIndex(({ type }) => type === 'answered');
  const tamperings: [string, TimelineEvent[]][] = [
    ['another type', changed(2, { type: 'forged' })],
    ['other data', changed(2, { data: { clock: 'other' } })],
    ['another instant', changed(1, { at: '2026-03-11T07:00:01Z' })],
    ['another person', changed(3, { by: 'agent-2' })],
    ['another role', changed(3, { roles: ['manager'] })],
    ['an act made to look like the customer’s', changed(1, { onBehalfOf: 'customer' })],
    ['an act no longer marked as for the customer', changed(answered, { onBehalfOf: undefined })],
    ['another command id', changed(1, { commandId: 'forged' })],
    ['another policy version', changed(1, { policyVersion: 2 })],
    ['another calendar version', changed(1, { calendarVersion: 2 })],
    ['another root key', changed(0, { rootKey: 'forged' })],
    ['another number', changed(1, { sequence: 99 })],
    ['an event taken out', story.events.filter((_, index) => index !== 2)],
    ['the first event taken out', story.events.slice(1)],
    ['two events exchanged', story.events.toSpliced(2, 2, ...story.events.slice(2, 4).toReversed())],
    ['an event put in twice', story.events.toSpliced(2, 0, ...story.events.slice(2, 3))],
    ['a change with a new digest of its own', changed(1, reforged(1, { by: 'agent-2' }))],
    ['an unknown member put in', changed(1, { note: 'forged' } as Partial<TimelineEvent>)],
  ];
  test.each(tamperings)('%s', (_name, events) => {
    expect(chainHolds(events)).toBe(false);
  });
});

/** The event with a digest made anew: its successor still carries the old one. */
function reforged(index: number, change: Partial<TimelineEvent>): Partial<TimelineEvent> {
  const { digest: _, ...content } = { ...story.events[index], ...change };
  return { ...change, digest: digestOf(content as TimelineEvent) };
}

describe('canonical JSON', () => {
  test('does not depend on the order of members', () => {
    expect(canonicalJson({ b: 1, a: { d: 2, c: 3 } })).toBe(canonicalJson({ a: { c: 3, d: 2 }, b: 1 }));
  });

  test('leaves out what is undefined, as a journey through JSON does', () => {
    const value = { a: undefined, b: [1, undefined, { c: undefined }] };
    expect(canonicalJson(value)).toBe(canonicalJson(JSON.parse(JSON.stringify(value))));
  });

  test.each([
    '',
    'plain',
    ' ~!#[]',
    'a "quote"',
    'back\\slash',
    'line\nend',
    '\u007f\u0000',
    'شكوى',
    '\ud800',
    'e\u0301',
  ])('writes the text and the name %j as JSON does', (text) => {
    expect(canonicalJson({ [text]: text })).toBe(JSON.stringify({ [text]: text }));
  });

  test('keeps Arabic letters as they are', () => {
    expect(digest({ name: 'شكوى' })).not.toBe(digest({ name: 'شكوي' }));
  });
});
