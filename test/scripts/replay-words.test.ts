import { expect, test } from '@jest/globals';
import type { TimelineEvent } from '../../domain/case/event.ts';
import { savedNames, savedTimeline } from '../../scripts/histories/timelines.ts';
import { eventWords } from '../../scripts/replay/words.ts';

test('a replay has Arabic words for every event of every saved history (X-03)', () => {
  const events = savedNames().flatMap(
    (name) => (JSON.parse(savedTimeline(name) ?? '{"events":[]}') as { events: TimelineEvent[] }).events,
  );
  const types = [...new Set(events.map(({ type }) => type))];
  expect(types.length).toBeGreaterThan(80);
  expect(types.filter((type) => !/[\u0600-\u06ff]/.test(eventWords[type] ?? ''))).toEqual([]);
});
