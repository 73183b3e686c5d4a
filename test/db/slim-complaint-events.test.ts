import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import mongoose from 'mongoose';
import { slimEvents, slimFields, slimLine } from '../../db/reports/slim-complaint-events.ts';
import { slimCaseIn } from '../../db/reports/slim-in-bytes.ts';
import type { TimelineEvent } from '../../domain/case/event.ts';
import { digest } from '../../domain/digest.ts';
import { complaintFacts } from '../../reports/complaint-facts.ts';
import { propertyRuns } from '../support/jest/property-runs.ts';
import { live } from '../support/stories/complaint-life.ts';
import { type Life, life, seldomLives } from '../support/stories/complaint-model.ts';

const { BSON } = mongoose.mongo;
const number = 'SB-C-1';
const writtenAt = '2026-03-09T06:00:00.123Z';

/** A case's document as a report reads it. */
function stored(slim: Record<string, string> | undefined, sequence: number) {
  return slimCaseIn(Buffer.from(BSON.serialize({ number, sequence, slim }, { ignoreUndefined: true })));
}

/** The lines of events by their places, as the document has them. */
function linesOf(events: readonly TimelineEvent[]): Record<string, string> {
  const fields = Object.entries(slimFields({ kind: 'complaint' }, events, writtenAt));
  return Object.fromEntries(fields.map(([field, line]) => [field.replace('slim.', ''), line]));
}

/** What a document says of a case; null if its events have to be read. */
function read(slim: Record<string, string>, sequence: number) {
  const { lines } = stored(slim, sequence);
  return lines && slimEvents(lines);
}

test('whatever happens to a complaint, its lines say the same of it as its events', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(life, fc.nat(), (someLife, cut) => {
      const { events } = live(someLife).story;
      const counted = events.filter(({ type }) => slimLine.types.includes(type));
      for (const { type } of counted) seen.add(type);
      const found = read(linesOf(events), events.length);
      expect(found?.map((one) => one.writtenAt)).toEqual(counted.map(() => Date.parse(writtenAt)));
      for (const until of [counted.length, cut % (counted.length + 1)]) {
        const own = counted.slice(0, until).map(({ at, standingInFor = null, ...event }) => {
          return { ...event, at: Date.parse(at), standingInFor };
        });
        expect(complaintFacts(number, found?.slice(0, until) ?? [])).toEqual(complaintFacts(number, own));
      }
    }),
    { ...propertyRuns('lines of complaints'), examples: seldomLives.map((one): [Life, number] => [one, 3]) },
  );
  // Some of these lives need another complaint, which the stories of merging tell.
  const elsewhere = ['merged', 'mergeUndone', 'handOverTaken', 'ownerLost', 'categoryCorrected', 'receivedCorrected'];
  expect(slimLine.types.filter((type) => !seen.has(type) && !elsewhere.includes(type))).toEqual([]);
}, 120_000);

describe('the lines of a complaint', () => {
  const event = { by: 'sample.agent.1', at: '2026-03-08T06:00:00Z', policyVersion: 2, data: { category: 'complaint' } };
  const three = [
    { ...event, sequence: 1, type: 'received' },
    { ...event, sequence: 2, type: 'noted' },
    { ...event, sequence: 3, type: 'answered', standingInFor: 'sample.agent.2', data: {} },
  ] as unknown as TimelineEvent[];
  const lines = linesOf(three);

  test('stand in any order, and those of events that came later than the document says are left out', () => {
    const { e1 = '', e2 = '', e3 = '' } = lines;
    expect(read({ e3, e1, e2 }, 3)).toEqual(read({ e1, e2, e3 }, 3));
    expect(read({ e3, e1, e2 }, 2)?.map(({ type }) => type)).toEqual(['received']);
    const many = Array.from({ length: 12 }, (_, index) => ({ ...event, sequence: index + 1, type: 'rated' }));
    expect(read(linesOf(many as unknown as TimelineEvent[]), 12)).toHaveLength(12);
  });

  test('say nothing if one is missing, or if another release wrote one in a form of its own', () => {
    const { e1 = '', e3 = '' } = lines;
    expect(read({ e1, e3 }, 3)).toBeNull();
    expect(read({ ...lines, e2: '3' }, 3)).toBeNull();
    expect(read({ ...lines, e3: e3.replace('[2', '[3') }, 3)).toBeNull();
    expect(stored(undefined, 3).lines).toBeNull();
  });

  test('have the number of their form, which is raised with whatever a line says', () => {
    expect(lines).toEqual({
      e1: '[2,1773036000123,1772949600000,"received","sample.agent.1",null,2,{"category":"complaint"}]',
      e2: '2',
      e3: '[2,1773036000123,1772949600000,"answered","sample.agent.1","sample.agent.2",2,{}]',
    });
    const { form, types, fields } = slimLine;
    expect([form, digest([types.toSorted(), fields.toSorted()])]).toEqual([
      2,
      'b77ffd128d332d2a6a0a663b26f68fa029d936b9693a0ff85091fdc3fb9417e1',
    ]);
  });

  test('are read as an earlier release wrote them', () => {
    const { e3 = '' } = lines;
    const e1 =
      '[1,"received","2026-03-08T06:00:00Z","2026-03-09T06:00:00.123Z","sample.agent.1",null,2,{"category":"complaint"}]';
    expect(read({ e1, e2: '', e3 }, 3)).toEqual(read(lines, 3));
  });
});
