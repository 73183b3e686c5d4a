import { describe, expect, test } from '@jest/globals';
import { chainHolds, type TimelineEvent, toTimelineEvent, withoutFields } from '../../../domain/case/event.ts';
import { agent } from '../../support/samples/sample-policy.ts';

const secret = 'known to the workflow alone';
const facts = [
  { type: 'received', data: { category: 'complaint', about: ['agent-7'], follows: undefined } },
  { type: 'linked', data: { number: 'DF-C-00000-000002', relation: 'caused-by' } },
  { type: 'accepted', data: { owner: 'agent-1' } },
];

function chain(of: string | undefined): TimelineEvent[] {
  const events: TimelineEvent[] = [];
  for (const [index, fact] of facts.entries()) {
    const place = { sequence: index + 1, previous: events.at(-1)?.digest ?? '', secret: of };
    const around = { at: '2026-03-11T07:00:00Z', recordedAt: '2026-03-11T07:00:01Z', actor: agent };
    const versions = { commandId: `command-${index}`, policyVersion: 2, calendarVersion: 1 };
    events.push(toTimelineEvent(fact, place, { ...around, ...versions }));
  }
  return JSON.parse(JSON.stringify(events)) as TimelineEvent[];
}

const whole = chain(secret);
/** As an auditor sees it who may not know whom the case is about, nor of the other case. */
const shown = [
  withoutFields(whole[0] as TimelineEvent, ['about']),
  withoutFields(whole[1] as TimelineEvent, ['number', 'relation'], true),
  withoutFields(whole[2] as TimelineEvent, ['about']),
];

test('finding 8 (X-03): the chain of a timeline of which something is withheld can be checked by anyone who sees the rest', () => {
  expect(whole.map(({ v }) => v)).toEqual([2, 2, 2]);
  expect(chainHolds(whole)).toBe(true);
  expect(JSON.stringify(shown)).not.toMatch(/agent-7|DF-C-00000-000002|caused-by|command-1/);
  expect(shown[0]?.data).toEqual({ category: 'complaint', hidden: true });
  expect(shown[1]).toMatchObject({ commandId: 'hidden', data: { hidden: true } });
  expect(shown[2]).toEqual(whole[2]);
  expect(chainHolds(JSON.parse(JSON.stringify(shown)) as TimelineEvent[])).toBe(true);
});

test('what is withheld cannot be guessed: nothing that is shown leads to the nonce of a withheld field', () => {
  const text = JSON.stringify(shown.slice(0, 2));
  for (const { nonce } of whole.slice(0, 2)) expect(text).not.toContain(nonce);
  expect(Object.keys(shown[0]?.nonces ?? {})).toEqual(['commandId', 'data.category']);
  // The same fact in another case has another digest.
  const other = withoutFields(chain('of another case')[0] as TimelineEvent, ['about']);
  expect(other.withheld?.['data.about']).not.toBe(shown[0]?.withheld?.['data.about']);
});

describe('a timeline of which something is withheld is broken by', () => {
  const first = shown[0] as TimelineEvent;
  const forged: [string, Partial<TimelineEvent>][] = [
    ['another value of a field that is shown', { data: { category: 'enquiry', hidden: true } }],
    ['a field that is put in', { data: { category: 'complaint', note: 'forged', hidden: true } }],
    ['a field that is left out without its digest', { withheld: {} }],
    ['another digest of what is withheld', { withheld: { 'data.about': 'f'.repeat(64) } }],
    ['a value put in beside its own digest', { data: { category: 'complaint', about: ['agent-8'], hidden: true } }],
    ['another command', { commandId: 'forged' }],
    ['a command said to be withheld', { commandId: 'hidden' }],
    ['another person', { by: 'agent-2' }],
  ];
  test.each(forged)('%s', (_name, change) => {
    expect(chainHolds([{ ...first, ...change }, ...shown.slice(1)])).toBe(false);
  });
});

test('an event without the secret of its case is of version 1, as those of earlier releases are', () => {
  const earlier = chain(undefined);
  expect(earlier.map(({ v, nonce }) => [v, nonce])).toEqual(facts.map(() => [1, undefined]));
  expect(chainHolds(earlier)).toBe(true);
  expect(withoutFields(earlier[0] as TimelineEvent, ['about'])).not.toHaveProperty('withheld');
});
